import { describe, expect, it } from 'vitest';
import { createProject } from './run-keyrack.js';

const project = (mask: string, shown: string) =>
  createProject({
    'atmos.yaml': `base_path: .\nstacks: { base_path: stacks, included_paths: ["*"], name_template: "{{ .vars.stage }}" }\nsecrets: { providers: { vault: { kind: sops/age } } }\n${mask}`,
    'stacks/dev.yaml': `vars: { stage: dev }\ncomponents: { terraform: { api: { vars: { shown: ${JSON.stringify(shown)}, key: !secret KEY }, secrets: { vars: { KEY: { sops: vault } } } } } }\n`,
  });
const settings = (mask: string): string => `settings: { terminal: { mask: { ${mask} } } }\n`;
const describeApi = ['describe', 'component', 'api', '-s', 'dev', '--format', 'json'];

async function shownAs(mask: string, text: string, env: Record<string, string> = {}): Promise<string> {
  const { stdout } = await project(mask, text).run(describeApi, { env });
  return (JSON.parse(stdout) as { vars: { shown: string } }).vars.shown;
}

describe('masking', () => {
  it.each([
    ['AWS_ACCESS_KEY_ID', 'ASIAsome+thing'],
    ...['AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'GITHUB_TOKEN', 'GH_TOKEN', 'GITLAB_TOKEN'].map((name) => [
      name,
      'login-1',
    ]),
    ...['CI_JOB_TOKEN', 'DATADOG_API_KEY', 'DD_API_KEY', 'ANTHROPIC_API_KEY'].map((name) => [name, 'login-1']),
  ] as [string, string][])('hides %s of the environment', async (name, value) => {
    expect(await shownAs('', `a ${value} b`, { [name]: value })).toBe('a <MASKED> b');
  });

  it('hides the key id of AWS as it stands alone, a login in other forms too', async () => {
    const text = `${btoa('ASIA-key-id')} ${btoa('secret-key')}`;
    const env = { AWS_ACCESS_KEY_ID: 'ASIA-key-id', AWS_SECRET_ACCESS_KEY: 'secret-key' };
    expect(await shownAs('', text, env)).toBe(`${btoa('ASIA-key-id')} <MASKED>`);
  });

  it.each([
    `ghp_${'a1'.repeat(18)}`,
    `gho_${'a1'.repeat(18)}`,
    `github_pat_${'a1'.repeat(11)}_${'b'.repeat(59)}`,
    `glpat-${'a-1_x'.repeat(4)}`,
    `sk-${'a1'.repeat(24)}`,
    'Bearer eyJ0.eXAi-OiJ_K~V1+Qi/LA==',
    `AKIA${'A1'.repeat(8)}`,
    `AGE-SECRET-KEY-1${'Q'.repeat(58)}`,
  ])('hides what has the form of a known token: %s', async (token) => {
    expect(await shownAs('', `a ${token} b`)).toBe('a <MASKED> b');
  });

  it('takes replacement, patterns and literals of the configuration', async () => {
    const mask = settings(
      'replacement: "[gone]", patterns: ["tok-[0-9]+", "(?i)INTERNAL", "go.e"], literals: [plain-text, "go"]',
    );
    expect(await shownAs(mask, 'tok-123 plain-text Internal go')).toBe('[gone] [gone] [gone] go');
    const { stdout, stderr } = await project(mask, '').run(describeApi);
    expect(JSON.parse(stdout)).toMatchObject({ vars: { key: '[gone]' } });
    expect(stderr).toContain('settings.terminal.mask.literals[1] is not masked: it is too short.');
  });

  it('leaves out what is no regular expression, with a warning', async () => {
    const { code, stdout, stderr } = await project(settings('patterns: ["[", "b+"]'), 'abba').run(describeApi);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr:
        'warning: settings.terminal.mask.patterns[0] is no regular expression in RE2 syntax and is left out. RE2 has no lookaround and no backreferences.\n',
    });
    expect(stdout).toContain('"a<MASKED>a"');
  });

  it('is off where the configuration says so, unless the command line says otherwise', async () => {
    const off = project(settings('enabled: false'), '');
    await off.run(['keygen']);
    await off.run(['set', 'KEY', '--stdin', '-s', 'dev', '-c', 'api'], { input: 'value-1' });
    const get = ['get', 'KEY', '-s', 'dev', '-c', 'api'];
    expect((await off.run(get)).stdout).toBe('value-1\n');
    expect((await off.run([...get, '--mask'])).stdout).toBe('<MASKED>\n');
    expect((await off.run(get, { env: { ATMOS_MASK: 'true' } })).stdout).toBe('<MASKED>\n');
  });
});
