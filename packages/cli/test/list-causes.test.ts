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
      expect.stringMatching(
        /^warning: 5 secrets \(LOST_A, LOST_B, LOST_C and 2 more\) cannot be checked: .*"nowhere".* \[INVALID_CONFIG\]$/,
      ),
      expect.stringMatching(/^warning: 1 secret \(OTHER\) cannot be checked: .*"none".* \[INVALID_CONFIG\]$/),
    ]);
    expect(stdout).not.toContain('warning');
    expect(stdout).toContain('FINE');
  });

  it('takes the same refusal of several secrets and components for one cause', async () => {
    // Nobody listens there.
    const stores =
      'stores: { far: { kind: aws/ssm, secret: true, options: { region: us-east-1, endpoint: "http://127.0.0.1:9" } } }\n';
    const vars = 'secrets: { vars: { A: { store: far }, B: { store: far } } }';
    const far = createProject({
      'atmos.yaml': `${atmosProject['atmos.yaml']}${stores}`,
      'stacks/deploy/dev.yaml': `vars: { stage: dev }\ncomponents: { terraform: { api: { ${vars} }, web: { ${vars} } } }\n`,
    });
    const env = { AWS_ACCESS_KEY_ID: 'AKIA0000000000000000', AWS_SECRET_ACCESS_KEY: 'x' };
    const { code, stderr } = await far.run(['list', '--verify'], { env });
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /^warning: 4 secrets \(A, B\) cannot be checked: statusMany on aws\/ssm failed: .* \[UNAVAILABLE\]\n$/,
    );
  });

  it('says nothing on standard error when no row is in error', async () => {
    const { stderr } = await createProject(atmosProject).run(['list', ...inDev]);
    expect(stderr).toBe('');
  });
});
