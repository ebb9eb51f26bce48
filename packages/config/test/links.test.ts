import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { nodeIo } from '../src/node-io.js';
import { fakeProject } from './support.js';

const manifest = 'components: { terraform: { api: {} } }\n';

/** A project in a folder of its own; a text that begins with `-> ` makes a link. */
function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'keyrack-links-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries({ 'keyrack.yaml': 'a: b\n', ...files })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    if (text.startsWith('-> ')) symlinkSync(text.slice(3), join(folder, name));
    else writeFileSync(join(folder, name), text);
  }
  return folder;
}

const open = (files: Readonly<Record<string, string>>) => {
  const cwd = folderOf(files);
  return fakeProject({}, { cwd, io: nodeIo }).project;
};

describe('links below the stacks', () => {
  it('to their own folder, to one above or in a circle are passed over, and the rest is read', async () => {
    const project = open({
      'stacks/dev.yaml': manifest,
      'stacks/self': '-> .',
      'stacks/up': '-> ..',
      'stacks/deep/er/prod.yaml': manifest,
      'stacks/deep/er/top': '-> ../..',
      'stacks/nowhere-but-here': '-> nowhere-but-here',
      'stacks/a/a.yaml': manifest,
      'stacks/a/to-b': '-> ../b',
      'stacks/b/b.yaml': manifest,
      'stacks/b/to-a': '-> ../a',
    });
    expect(await project.stacks()).toEqual(['a/a', 'a/to-b/b', 'b/b', 'b/to-a/a', 'deep/er/prod', 'dev']);
    expect(project.warnings).toEqual([]);
  });

  it('to folders and files elsewhere are read under each of their names', async () => {
    const project = open({
      'shared/one.yaml': manifest,
      'stacks/east': '-> ../shared',
      'stacks/west': '-> ../shared',
      'stacks/other.yaml': '-> ../shared/one.yaml',
    });
    expect(await project.stacks()).toEqual(['east/one', 'other', 'west/one']);
  });

  it('that lead nowhere are passed over, with a warning where a manifest was meant', async () => {
    const project = open({
      'stacks/dev.yaml': manifest,
      'stacks/gone.yaml': '-> ../nothing.yaml',
      'stacks/circle.yaml': '-> circle.yaml',
      'stacks/_gone.yaml': '-> ../nothing.yaml',
      'stacks/gone': '-> ../nothing',
      'stacks/gone.md': '-> ../nothing',
    });
    expect(await project.stacks()).toEqual(['dev']);
    expect(project.warnings).toEqual([
      'stacks/circle.yaml is a link that leads nowhere and was passed over. Mend or remove it.',
      'stacks/gone.yaml is a link that leads nowhere and was passed over. Mend or remove it.',
    ]);
  });

  it('that lead nowhere are told when a glob of an import meets them', async () => {
    const project = open({
      'stacks/dev.yaml': `import: ["catalog/*", "none/*"]\n${manifest}`.replace(', "none/*"', ''),
      'stacks/catalog/a.yaml': 'vars: { a: b }\n',
      'stacks/catalog/gone.yaml': '-> ../nothing.yaml',
    });
    expect(await project.describeComponent({ stack: 'dev', component: 'api' })).toMatchObject({ vars: { a: 'b' } });
    expect(project.warnings).toEqual([
      'stacks/catalog/gone.yaml is a link that leads nowhere and was passed over. Mend or remove it.',
    ]);
  });

  it('in great number that lead to each other end in an error, soon', async () => {
    const names = Array.from({ length: 9 }, (_, index) => `f${index}`);
    const files = names.flatMap((name) => [
      [`stacks/${name}/s.yaml`, manifest],
      ...names.filter((other) => other !== name).map((other) => [`stacks/${name}/${other}`, `-> ../${other}`]),
    ]);
    const started = performance.now();
    await expect(open(Object.fromEntries(files)).stacks()).rejects.toMatchObject({
      code: 'INVALID_CONFIG',
      message: expect.stringMatching(/stacks: more than 1000 folders are reached through links/),
    });
    expect(performance.now() - started).toBeLessThan(3000);
  });

  it('that lead nowhere in place of a fragment of the main configuration are an error', () => {
    expect(() => open({ 'keyrack.d/a.yaml': '-> ../nothing.yaml', 'stacks/dev.yaml': manifest })).toThrow(/keyrack\.d\/a\.yaml/);
  });
});
