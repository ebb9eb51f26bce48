import { beforeEach, describe, expect, it } from 'vitest';
import { atTerminal } from './at-terminal.js';
import { createProject, type TestProject } from './run-keyrack.js';

const pattern = 'secrets/{{ .atmos_stack }}.enc.yaml';
const derived = `base_path: .
stacks: { base_path: stacks, included_paths: ["*"], name_template: "{{ .vars.stage }}" }
secrets:
  providers:
    vault:
      kind: sops/age
`;
const dev = `vars: { stage: dev }
components:
  terraform:
    api: { secrets: { vars: { FIRST: { sops: vault } } } }
    web: { secrets: { vars: { SECOND: { sops: vault } } } }
`;
const move = ['move', '-s', 'dev', '--from-file', pattern];
const instance = { scope: 'instance', stack: 'dev', type: 'terraform', provider: 'sops:vault', from: 'secrets/dev.enc.yaml' };
const first = { secret: 'FIRST', ...instance, component: 'api', to: 'secrets/dev.api.enc.yaml', outcome: 'moved' };
const second = { secret: 'SECOND', ...instance, component: 'web', to: 'secrets/dev.web.enc.yaml', outcome: 'moved' };
const ctrlC = '\u0003';

let project: TestProject;
const results = (stdout: string): unknown => JSON.parse(stdout).results;

beforeEach(async () => {
  project = createProject({ 'atmos.yaml': `${derived}      spec: { file: "${pattern}" }\n`, 'stacks/dev.yaml': dev });
  await project.run(['keygen']);
  await project.run(['set', 'FIRST', '--stdin', '-s', 'dev', '-c', 'api'], { input: 'one' });
  await project.run(['set', 'SECOND', '--stdin', '-s', 'dev', '-c', 'web'], { input: 'two' });
  project.write('atmos.yaml', derived);
});

/** Makes a file wait for a writer of another machine, who is never taken for gone. */
function lock(file: string): void {
  const holder = { host: 'other', machine: '0', pid: 1, start: '', token: '0'.repeat(24) };
  project.write(`secrets/.${file}.lock`, JSON.stringify(holder));
}

describe('move', () => {
  it('names secrets in JSON by the keys of every command', async () => {
    expect(results((await project.run([...move, '--format', 'json'])).stdout)).toEqual([first, second]);
  });

  it('that fails for a value says why with the code, in words and in JSON', async () => {
    await project.run(['set', 'FIRST', '--stdin', '-s', 'dev', '-c', 'api'], { input: 'newer' });
    const { code, stdout, stderr } = await project.run([...move, '-c', 'api', '--format', 'json']);
    const message = 'another value is there already for FIRST. Compare the two, then delete the one that is wrong.';
    expect({ code, stderr: stderr.split('\n')[0], results: results(stdout) }).toEqual({
      code: 1,
      stderr: `error: FIRST for component api in stack dev stays in secrets/dev.enc.yaml: ${message} [CONFLICT]`,
      results: [{ ...first, outcome: 'failed', error: { code: 'CONFLICT', message } }],
    });
  });

  it('that waits says so at a terminal, and when it is cancelled what was moved', async () => {
    lock('dev.web.enc.yaml');
    const words = [...move, '--format', 'json'];
    const cancelled = await atTerminal(project, words, [['moving … 1 done', ctrlC]], { stdout: 'out.json' });
    expect(cancelled).toMatchObject({ code: 130, turns: 1 });
    expect(cancelled.shown).toContain('cancelled after 1 value(s). None is lost: run the same command again to go on.');
    expect(JSON.parse(project.read('out.json'))).toEqual({
      action: 'move',
      dryRun: false,
      results: [first],
      stopped: { after: 1 },
    });
    expect((await project.run(['get', 'SECOND', '--reveal', '-s', 'dev', '-c', 'web'])).stdout).toBe('');
  });

  it('of nothing that it can name has no result', async () => {
    const { code, stdout, stderr } = await project.run([...move, '--vault', 'other', '--format', 'json']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^error: no secret here is kept in a SOPS vault "other"\..* \[INVALID_ARGUMENT\]\n$/);
  });
});
