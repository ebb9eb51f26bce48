import { describe, expect, it } from 'vitest';
import { atmosProject, createProject, inDev } from './run-keyrack.js';

const lost = ['LOST_A', 'LOST_B', 'LOST_C', 'LOST_D', 'LOST_E'];
const project = () =>
  createProject({
    ...atmosProject,
    'stacks/deploy/dev.yaml': `vars: { stage: dev }
components:
  terraform:
    api: { secrets: { vars: { ${lost.map((name) => `${name}: { sops: nowhere }`).join(', ')}, FINE: { sops: vault }, OTHER: { store: none } } } }
`,
  });

describe('list', () => {
  it.each([['table'], ['json'], ['csv']])('as %s says once, on standard error, why rows are in error', async (format) => {
    const { code, stdout, stderr } = await project().run(['list', ...inDev, '--format', format]);
    expect(code).toBe(0);
    expect(stderr.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^warning: 5 secrets cannot be checked \(LOST_A, LOST_B, LOST_C and 2 more\): .*"nowhere".*$/),
      expect.stringMatching(/^warning: 1 secret cannot be checked \(OTHER\): .*"none".*$/),
    ]);
    expect(stdout).not.toContain('warning');
    expect(stdout).toContain('FINE');
  });

  it('says nothing on standard error when no row is in error', async () => {
    const { stderr } = await createProject(atmosProject).run(['list', ...inDev]);
    expect(stderr).toBe('');
  });
});
