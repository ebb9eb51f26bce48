import { describe, expect, it } from 'vitest';
import { atTerminal } from './at-terminal.js';
import { atmosProject, createProject, inDev, type TestProject } from './run-keyrack.js';

const canary = 'cAnArY-typed-42';

async function withKey(): Promise<TestProject> {
  const project = createProject(atmosProject);
  await project.run(['keygen']);
  return project;
}

describe('at a terminal', () => {
  it('asks for the value without showing it, and before it overwrites', async () => {
    const project = await withKey();
    const first = await atTerminal(project, ['set', 'API_KEY', ...inDev], [['Enter secret value', `${canary}\r`]]);
    expect(first).toMatchObject({ code: 0, turns: 1, shown: expect.stringContaining('Set secret API_KEY') });
    expect(first.shown).not.toContain(canary);
    const kept = await atTerminal(project, ['set', 'API_KEY', ...inDev], [['Overwrite it?', 'n']]);
    expect(kept).toMatchObject({ code: 0, turns: 1, shown: expect.stringContaining('nothing was written') });
    expect((await project.run(['get', 'API_KEY', ...inDev, '--reveal'])).stdout).toBe(`${canary}\n`);
  });

  it('offers the identities when --identity has no name', async () => {
    const auth = 'auth: { identities: { reader: { kind: aws/ambient }, admin: { kind: aws/ambient } } }\n';
    const project = createProject({ ...atmosProject, 'atmos.yaml': `${atmosProject['atmos.yaml']}${auth}` });
    const listed = await atTerminal(project, ['list', ...inDev, '--identity'], [['Identity', '\r']]);
    expect(listed).toMatchObject({ code: 0, turns: 1, shown: expect.stringContaining('API_KEY') });
  });

  it('offers the stacks that declare secrets, and takes the only component', async () => {
    const project = await withKey();
    const result = await atTerminal(project, ['set', 'OPTIONAL'], [['Enter secret value', `${canary}\r`]]);
    expect(result).toMatchObject({ code: 0, turns: 1, shown: expect.stringContaining('for component api in stack dev') });
  });

  it('offers the types of a component that has several', async () => {
    const dev = `${atmosProject['stacks/deploy/dev.yaml']}  mine: { api: { secrets: { vars: { OWN: { sops: vault } } } } }\n`;
    const project = createProject({ ...atmosProject, 'stacks/deploy/dev.yaml': dev });
    const result = await atTerminal(project, ['list', 'api', '-s', 'dev'], [['mine/api', '\u001b[B\r']]);
    expect(result).toMatchObject({ code: 0, turns: 1, shown: expect.stringContaining('OWN') });
    expect(result.shown).not.toContain('API_KEY');
  });

  it('asks before deleting, and takes no for an answer', async () => {
    const project = await withKey();
    await project.run(['set', 'API_KEY', '--stdin', ...inDev], { input: canary });
    const result = await atTerminal(project, ['delete', 'API_KEY', ...inDev], [['Delete the value', 'n']]);
    expect(result).toMatchObject({ code: 0, turns: 1, shown: expect.stringContaining('Aborted') });
    expect((await project.run(['get', 'API_KEY', ...inDev])).code).toBe(0);
  });

  it('shows a table with a header, and asks nothing with --no-interactive', async () => {
    const project = await withKey();
    expect(await atTerminal(project, ['list'], [])).toMatchObject({
      code: 0,
      shown: expect.stringMatching(/^STACK +COMPONENT +SECRET/),
    });
    const refused = await atTerminal(project, ['set', 'API_KEY', '--no-interactive'], []);
    expect(refused).toMatchObject({ code: 1, shown: expect.stringContaining('required flag not provided') });
  });

  it('shows what the main file declares as global, by the bare name of its backend', async () => {
    const project = createProject({
      ...atmosProject,
      'atmos.yaml': `${atmosProject['atmos.yaml']}  backends: { team: { kind: sops/age } }\n  vars: { LICENSE: { backend: team } }\n`,
    });
    const { shown } = await atTerminal(project, ['list', ...inDev], []);
    expect(shown).toMatch(/^dev +\(global\) +LICENSE +global +team +missing/m);
    expect((await project.run(['list', ...inDev])).stdout).toContain('dev\tapi\tLICENSE\tglobal\tsops:team\tmissing\n');
  });

  it('marks what is disabled or a blueprint', async () => {
    const secrets = 'secrets: { vars: { ONLY: { sops: vault } } }';
    const more = `    off: { metadata: { enabled: false }, ${secrets} }\n    base: { metadata: { type: abstract }, ${secrets} }\n`;
    const dev = atmosProject['stacks/deploy/dev.yaml']?.replace('    web: {}\n', more) ?? '';
    const project = createProject({ ...atmosProject, 'stacks/deploy/dev.yaml': dev });
    const { shown } = await atTerminal(project, ['list', '-s', 'dev'], []);
    expect(shown).toMatch(/^dev +off \(disabled\) +ONLY /m);
    expect(shown).toMatch(/^dev +base \(abstract\) +ONLY /m);
  });

  it('asks for what is required first, then for the rest, and keeps what is there', async () => {
    const project = await withKey();
    await project.run(['set', 'DATABASE_URL', '--stdin', ...inDev], { input: canary });
    const result = await atTerminal(
      project,
      ['init', 'api', '-s', 'dev'],
      [
        ['Enter secret value for API_KEY', 'typed-value\r'],
        ['Enter secret value for OPTIONAL', '\r'],
        ['Update (rotate)?', '\r'],
      ],
    );
    expect(result).toMatchObject({
      code: 0,
      turns: 3,
      shown: expect.stringContaining('Initialized 1 secret(s), rotated 0, 2 unaffected'),
    });
    expect((await project.run(['get', 'API_KEY', ...inDev, '--reveal'])).stdout).toBe('typed-value\n');
    expect((await project.run(['get', 'DATABASE_URL', ...inDev, '--reveal'])).stdout).toBe(`${canary}\n`);
  });

  it('replaces what is there without that question when forced, and asks nothing in a dry run', async () => {
    const project = await withKey();
    await project.run(['init', '-s', 'dev'], { input: 'API_KEY=old-value\nDATABASE_URL=old-value\n' });
    const dry = await atTerminal(project, ['init', 'api', '-s', 'dev', '--dry-run'], []);
    expect(dry).toMatchObject({
      code: 0,
      shown: expect.stringContaining('Dry run: 1 secret(s) would be initialized, 0 rotated, 2'),
    });
    expect(dry.shown).toContain('Would initialize OPTIONAL');
    const forced = await atTerminal(
      project,
      ['init', 'api', '-s', 'dev', '--force'],
      [
        ['Enter secret value for OPTIONAL', '\r'],
        ['Enter secret value for API_KEY', 'new-value\r'],
        ['Enter secret value for DATABASE_URL', 'new-value\r'],
      ],
    );
    expect(forced).toMatchObject({ code: 0, turns: 3, shown: expect.stringContaining('rotated 2, 1 unaffected') });
    expect((await project.run(['get', 'API_KEY', ...inDev, '--reveal'])).stdout).toBe('new-value\n');
  });
});
