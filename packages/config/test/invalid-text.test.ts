import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { nodeIo } from '../src/node-io.js';
import { fakeProject } from './support.js';

const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');

function open(files: Readonly<Record<string, string | Uint8Array>>) {
  const cwd = mkdtempSync(join(tmpdir(), 'keyrack-text-'));
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), content);
  }
  return fakeProject({}, { cwd, io: nodeIo }).project;
}

const main = { 'keyrack.yaml': 'a: b\n' };
const component = 'components: { terraform: { api: { vars: { city: "Köln" } } } }\n';
const described = (files: Readonly<Record<string, string | Uint8Array>>) =>
  (async () => open(files).describeComponent({ stack: 'dev', component: 'api' }))();

describe('bytes that are no UTF-8 are refused with their place', () => {
  it.each([
    ['a manifest', { ...main, 'stacks/dev.yaml': latin1(`a: b\n${component}`) }, /stacks\/dev\.yaml:2:51: /],
    [
      'an imported manifest',
      { ...main, 'stacks/dev.yaml': 'import: [_a]\n', 'stacks/_a.yaml': latin1(component) },
      /stacks\/_a\.yaml:1:51: /,
    ],
    ['the main file', { 'keyrack.yaml': latin1('# Köln\na: b\n'), 'stacks/dev.yaml': component }, /keyrack\.yaml:1:4: /],
    [
      'an included file',
      {
        ...main,
        'stacks/dev.yaml': 'components: { terraform: { api: { vars: !include ./a.yaml } } }\n',
        'stacks/a.yaml': latin1('city: K\xf6ln\n'),
      },
      /stacks\/a\.yaml:1:8: /,
    ],
    [
      'a file that is included as text',
      {
        ...main,
        'stacks/dev.yaml': 'components: { terraform: { api: { vars: { a: !include.raw ./a.bin } } } }\n',
        'stacks/a.bin': Buffer.from([0x61, 0x0a, 0x0a, 0xff, 0xfe]),
      },
      /stacks\/a\.bin:3:1: /,
    ],
    [
      'an included dotenv file',
      {
        ...main,
        'stacks/dev.yaml': 'components: { terraform: { api: { vars: !include ./a.env } } }\n',
        'stacks/a.env': latin1('A=b\nCITY=Köln\n'),
      },
      /stacks\/a\.env:2:7: /,
    ],
    [
      'a text that ends in the middle of a character',
      { ...main, 'stacks/dev.yaml': Buffer.from(component).subarray(0, 51) },
      /:1:51: /,
    ],
    [
      'a text that ends in the middle of a replacement character',
      { ...main, 'stacks/dev.yaml': Buffer.from('a: \uFFFD').subarray(0, 5) },
      /:1:5: /,
    ],
  ])('%s', async (_, files, place) => {
    await expect(described(files)).rejects.toMatchObject({
      code: 'INVALID_CONFIG',
      message: expect.stringMatching(
        new RegExp(`${place.source}this is not UTF-8 \\(byte \\d+ of the file\\)\\. Save the file as UTF-8\\.$`),
      ),
    });
  });

  it('and not the character that stands for them elsewhere, when somebody wrote it', async () => {
    const section = await described({ ...main, 'stacks/dev.yaml': component.replace('ö', '\uFFFD') });
    expect(section.vars).toEqual({ city: 'K\uFFFDln' });
  });

  it('from a program too', async () => {
    const files = (text: string) => ({
      ...main,
      'stacks/dev.yaml': `components: { terraform: { api: { vars: { city: !exec printf '${text}' } } } }\n`,
    });
    expect((await described(files('K\\303\\266ln'))).vars).toEqual({ city: 'Köln' });
    await expect(described(files('K\\366ln'))).rejects.toMatchObject({
      code: 'INVALID_CONFIG',
      message: 'a command of !exec printed what is not UTF-8. Run it by hand, and encode binary data as base64.',
    });
  });
});
