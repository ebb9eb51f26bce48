import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { atTerminal } from './at-terminal.js';
import { atmosProject, createProject, inDev, type TestProject } from './run-keyrack.js';

let project: TestProject;

beforeEach(async () => {
  project = createProject(atmosProject);
  await project.run(['keygen']);
  await project.run(['set', 'API_KEY=kept', ...inDev]);
});

const stored = async (): Promise<string> => (await project.run(['get', 'API_KEY', ...inDev, '--reveal', '--raw'])).stdout;

// From bytes, since a value of this test may be no text.
function writeBytes(name: string, bytes: readonly number[]): void {
  writeFileSync(join(project.folder, name), Buffer.from(bytes));
}

describe('input that turns out empty', () => {
  const refusal = (source: string) =>
    `error: the value in ${source} is empty; nothing was written. Add --allow-empty to mean an empty one.\n`;

  it.each(['', '\n', '\r\n\n'])('of standard input, %j, is refused and overwrites nothing', async (input) => {
    const result = await project.run(['set', 'API_KEY', '--stdin', ...inDev], { input });
    expect(result).toEqual({ code: 1, stdout: '', stderr: refusal('standard input') });
    expect(await stored()).toBe('kept');
  });

  it('of a command that failed before a pipe is refused', async () => {
    const { code, stderr } = await project.shell('false | keyrack set API_KEY --stdin -s dev -c api');
    expect({ code, stderr }).toEqual({ code: 1, stderr: refusal('standard input') });
    expect(await stored()).toBe('kept');
  });

  it.each(['', '\n'])('of a file, %j, is refused, also where nothing is stored yet', async (text) => {
    project.write('value.txt', text);
    for (const name of ['API_KEY', 'OPTIONAL'])
      expect(await project.run(['set', name, '@value.txt', ...inDev])).toEqual({
        code: 1,
        stdout: '',
        stderr: refusal('value.txt'),
      });
    expect(await stored()).toBe('kept');
    expect((await project.run(['list', ...inDev])).stdout).toContain('OPTIONAL\tinstance\tsops:vault\tmissing\n');
  });

  it('stays refused when an inline value stands beside it', async () => {
    const { code } = await project.run(['set', 'API_KEY=inline', '--stdin', ...inDev], { input: '' });
    expect({ code, value: await stored() }).toEqual({ code: 1, value: 'kept' });
  });

  it.each([['--allow-empty'], ['--allow-empty=true']])('is stored with %s', async (flag) => {
    const result = await project.run(['set', 'API_KEY', '--stdin', flag, ...inDev], { input: '\n' });
    expect(result).toMatchObject({ code: 0, stderr: 'Set secret API_KEY for component api in stack dev\n' });
    expect(await stored()).toBe('');
  });

  it('of a prompt is asked for again, and taken with --allow-empty', async () => {
    const again = await atTerminal(
      project,
      ['set', 'OPTIONAL', ...inDev],
      [
        ['Enter secret value', '\r'],
        ['a value is needed. To mean an empty one, write: keyrack set NAME=', 'typed\r'],
      ],
    );
    expect(again).toMatchObject({ code: 0, turns: 2, shown: expect.stringContaining('Set secret OPTIONAL') });
    expect((await project.run(['get', 'OPTIONAL', ...inDev, '--reveal'])).stdout).toBe('typed\n');
    const meant = await atTerminal(
      project,
      ['set', 'OPTIONAL', '--force', '--allow-empty', ...inDev],
      [['Enter secret value', '\r']],
    );
    expect(meant).toMatchObject({ code: 0, turns: 1, shown: expect.stringContaining('Set secret OPTIONAL') });
    expect((await project.run(['get', 'OPTIONAL', ...inDev, '--reveal'])).stdout).toBe('\n');
  });

  it('is what was meant where it is written out: NAME= as a word and in a file of values', async () => {
    expect((await project.run(['set', 'API_KEY=', ...inDev])).code).toBe(0);
    expect(await stored()).toBe('');
    await project.run(['set', 'API_KEY=kept', ...inDev]);
    expect((await project.run(['init', '-s', 'dev', '--force'], { input: 'API_KEY=\n' })).stderr).toContain('rotated 1');
    expect(await stored()).toBe('');
  });
});

describe('a second word beside a value', () => {
  it('is refused, since only one of them could be stored', async () => {
    project.write('value.txt', 'of the file');
    for (const args of [
      ['API_KEY=inline', '@value.txt'],
      ['API_KEY=two', 'words'],
      ['API_KEY', '@value.txt', '--stdin'],
    ])
      expect(await project.run(['set', ...args, ...inDev], { input: 'piped' })).toEqual({
        code: 2,
        stdout: '',
        stderr: 'error: there is a second word beside the value. Leave one of them out, or quote a value that holds blanks.\n',
      });
    expect(await stored()).toBe('kept');
  });
});

describe('line ends of a value', () => {
  const cases = [
    ['value\r\n', 'value'],
    ['value\n\r\n\n', 'value'],
    ['a\r\nb\n\nc \t\n', 'a\r\nb\n\nc \t'],
    ['\n value', '\n value'],
    ['value\r', 'value\r'],
    ['\ufeffvalue\n', '\ufeffvalue'],
    ['grüße\0🔑\n', 'grüße\0🔑'],
  ] as const;

  it.each(cases)('at the end are dropped and nothing else, the same from standard input and a file: %j', async (input, value) => {
    expect((await project.run(['set', 'API_KEY', '--stdin', ...inDev], { input })).code).toBe(0);
    expect(await stored()).toBe(value);
    project.write('value.txt', input);
    for (const source of ['@value.txt', '@-']) {
      await project.run(['set', 'API_KEY=other', ...inDev]);
      expect((await project.run(['set', 'API_KEY', source, ...inDev], { input })).code).toBe(0);
      expect(await stored()).toBe(value);
    }
  });

  it('stay with --exact', async () => {
    const input = '\nline one\r\nline two\r\n\n';
    project.write('value.txt', input);
    await project.run(['set', 'API_KEY', '--stdin', '--exact', ...inDev], { input });
    expect(await stored()).toBe(input);
    await project.run(['set', 'API_KEY=other', ...inDev]);
    await project.run(['set', 'API_KEY', '@value.txt', '--exact', ...inDev]);
    expect(await stored()).toBe(input);
    await project.run(['set', 'API_KEY', '--stdin', '--exact', ...inDev], { input: '\n' });
    expect(await stored()).toBe('\n');
  });

  it('cost no more time when there are many of them', async () => {
    const input = `${'\n'.repeat(500_000)}x`;
    const started = performance.now();
    expect((await project.run(['set', 'API_KEY', '--stdin', ...inDev], { input })).code).toBe(0);
    expect(performance.now() - started).toBeLessThan(10_000);
    expect((await stored()).length).toBe(500_001);
  });
});

describe('input that is no text', () => {
  it('is refused, and nothing in it is replaced', async () => {
    writeBytes('latin1.txt', [0x67, 0x72, 0xfc, 0xdf, 0x65]);
    writeBytes('utf16.txt', [0xff, 0xfe, 0x78, 0x00]);
    for (const file of ['latin1.txt', 'utf16.txt']) {
      expect(await project.run(['set', 'API_KEY', `@${file}`, ...inDev])).toEqual({
        code: 1,
        stdout: '',
        stderr: `error: ${file} is not UTF-8 text. Encode binary values as base64.\n`,
      });
      const piped = await project.shell(`keyrack set API_KEY --stdin --exact -s dev -c api < ${file}`);
      expect(piped).toMatchObject({ code: 1, stderr: expect.stringContaining('standard input is not UTF-8 text') });
    }
    expect(await stored()).toBe('kept');
  });
});
