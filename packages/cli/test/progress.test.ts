import { type AwsEmulator, startAwsEmulator } from '@keyrack/emulators';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { atTerminal } from './at-terminal.js';
import { createProject } from './run-keyrack.js';

const names = Array.from({ length: 20 }, (_, index) => `N${String(index).padStart(2, '0')}`);
const files = {
  'keyrack.yaml': `secrets:
  backends: { far: { kind: aws/ssm, options: { region: us-east-1, endpoint: !env FAR } } }
  vars: { NONE: { backend: far }, ${names.map((name) => `${name}: { backend: far, required: true }`).join(', ')} }
`,
};

describe('a slow backend', () => {
  let aws: AwsEmulator;
  let env: Record<string, string>;
  beforeAll(async () => {
    aws = await startAwsEmulator({ latencyMs: 900 });
    for (const name of names) aws.ssm.seed(`/${name}`, `value of ${name}`);
    env = { ...aws.env, FAR: aws.url };
  });
  afterAll(() => aws.close());

  it.each([
    [['list', '--format', 'json'], 'asking aws/ssm … 0 of 21'],
    [['validate'], 'asking aws/ssm … 0 of 21'],
    [['init', '--dry-run'], 'asking aws/ssm … 0 of 21'],
    [['exec', '--', 'true'], 'asking aws/ssm for 21 secrets …'],
    [['get', 'N00', '--reveal'], 'waiting for N00 …'],
    [['set', 'N00=x'], 'writing N00 …'],
    [['delete', 'NONE', '--force'], 'deleting NONE …'],
  ])('%j says what it waits for, and takes that away', async (args, text) => {
    const { code, all } = await atTerminal(createProject(files), args, [], { env, stdout: 'out.txt' });
    expect(code).toBe(0);
    const erased = '\r\u001b[2K';
    expect(all).toContain(`${erased}${text}`);
    // Nothing of it stays: what follows the last one is taken away before anything else is written.
    expect(all.slice(all.lastIndexOf(text.slice(0, 6))).includes(erased)).toBe(true);
    expect(all).not.toContain('\n\r\u001b[2Kasking');
  });

  it.each([
    ['a pipe', undefined, {}],
    ['CI', 'terminal', { CI: 'true' }],
  ])('is waited for in silence in %s', async (_, where, more) => {
    const project = createProject(files);
    const surroundings = { ...env, ...more };
    const text = where
      ? (await atTerminal(project, ['list'], [], { env: surroundings, stdout: 'out.txt' })).all
      : (await project.run(['list'], { env: surroundings })).stderr;
    expect(text).toBe('');
  });
});
