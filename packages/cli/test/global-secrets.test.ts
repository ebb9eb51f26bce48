import { describe, expect, it } from 'vitest';
import { atTerminal } from './at-terminal.js';
import { atmosProject, createProject, inDev, type TestProject } from './run-keyrack.js';

const backend = 'backends: { team: { kind: sops/age, options: { file: secrets/team.enc.yaml } } }';
const inMain = `  ${backend}\n  vars: { LICENSE: { backend: team } }\n`;
const dev = atmosProject['stacks/deploy/dev.yaml'] ?? '';
const alone = { 'keyrack.yaml': `secrets:\n${inMain}` };
const seen = { ...atmosProject, 'atmos.yaml': `${atmosProject['atmos.yaml']}${inMain}` };
// Here a component has a secret of that name for itself, and the main file's is another one.
const hidden = {
  ...seen,
  'stacks/deploy/dev.yaml': dev.replace('OPTIONAL: { sops: vault }', 'LICENSE: { sops: vault, required: true }'),
};

const words = 'global secret LICENSE (one value shared by every stack and component using its store)';

async function withLicense(files: Readonly<Record<string, string>>): Promise<TestProject> {
  const project = createProject(files);
  await project.run(['keygen', 'team']);
  await project.run(['set', 'LICENSE', '--stdin'], { input: 'kept' });
  return project;
}

const stored = async (project: TestProject): Promise<string> => (await project.run(['get', 'LICENSE', '--reveal'])).stdout;

const cases = [
  { title: 'in a project without stacks', files: alone, place: [] },
  { title: 'that a component hides', files: hidden, place: [] },
  { title: 'that every component sees', files: seen, place: [] },
  { title: 'seen from a component', files: seen, place: inDev },
] as const;

describe('a secret of the main configuration file', () => {
  it.each(cases)('is set with words and data that say whose it is: $title', async ({ files, place }) => {
    const project = await withLicense(files);
    const result = await project.run(['set', 'LICENSE', '--stdin', '--format', 'json', ...place], { input: 'new' });
    expect(result).toMatchObject({ code: 0, stderr: `Set ${words}\n` });
    expect(JSON.parse(result.stdout)).toMatchObject({ action: 'set', secret: 'LICENSE', scope: 'global' });
    expect(await stored(project)).toBe('new\n');
  });

  it.each(cases)('is not deleted off a terminal without --force: $title', async ({ files, place }) => {
    const project = await withLicense(files);
    expect(await project.run(['delete', 'LICENSE', ...place])).toEqual({
      code: 1,
      stdout: '',
      stderr: 'error: deleting asks for confirmation, and there is no terminal to ask at. Add --force.\n',
    });
    expect(await stored(project)).toBe('kept\n');
    const forced = await project.run(['delete', 'LICENSE', '--force', '--format', 'json', ...place]);
    expect(forced).toMatchObject({ code: 0, stderr: expect.stringContaining(`Deleted ${words.slice(0, -1)}`) });
    expect(JSON.parse(forced.stdout)).toMatchObject({ action: 'delete', secret: 'LICENSE', scope: 'global', deleted: true });
    expect((await project.run(['list'])).stdout).toContain('LICENSE\tglobal\tsops:team\tmissing\n');
  });

  it('is deleted at a terminal only after a yes', async () => {
    const project = await withLicense(alone);
    const no = await atTerminal(project, ['delete', 'LICENSE'], [['Delete the value of global secret LICENSE', 'n']]);
    expect(no).toMatchObject({ code: 0, turns: 1, shown: expect.stringContaining('Aborted') });
    expect(await stored(project)).toBe('kept\n');
    const yes = await atTerminal(project, ['delete', 'LICENSE'], [['Delete the value of global secret LICENSE', 'y']]);
    expect(yes).toMatchObject({ code: 0, turns: 1, shown: expect.stringContaining('Deleted global secret LICENSE') });
    expect((await project.run(['get', 'LICENSE', '--reveal'])).code).toBe(1);
  });

  it('is overwritten at the prompt only after a yes, and without a question when the value is given', async () => {
    const project = await withLicense(alone);
    const no = await atTerminal(project, ['set', 'LICENSE'], [['Overwrite', 'n']]);
    expect(no).toMatchObject({ code: 0, turns: 1, shown: expect.stringContaining('nothing was written') });
    expect(await stored(project)).toBe('kept\n');
    const typed = await atTerminal(
      project,
      ['set', 'LICENSE'],
      [
        ['Overwrite', 'y'],
        ['Enter secret value', 'typed\r'],
      ],
    );
    expect(typed).toMatchObject({ code: 0, turns: 2, shown: expect.stringContaining('Set global secret LICENSE') });
    expect(await stored(project)).toBe('typed\n');
    expect(await atTerminal(project, ['set', 'LICENSE=inline'], [])).toMatchObject({ code: 0, turns: 0 });
    expect(await stored(project)).toBe('inline\n');
  });
});
