import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { atTerminal } from './at-terminal.js';
import { atmosProject, createProject } from './run-keyrack.js';

const commands = [['get'], ['delete', '--force'], ['set', '--stdin']] as const;
const line = ([command, ...flags]: readonly (string | undefined)[], name: string, ...more: string[]): string[] =>
  [command, name, ...flags, ...more].filter((word) => word !== undefined);

describe('a name that nobody declares', () => {
  it.each(commands)('%s: is said to be that before a flag is asked for', async (...command) => {
    const project = createProject(atmosProject);
    for (const more of [[], ['-s', 'dev'], ['-c', 'api']]) {
      const { code, stdout, stderr } = await project.run(line(command, 'API_KE', ...more), { input: 'x' });
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toMatch(/^error: secret is not declared "API_KE"/);
      expect(stderr).toContain('did you mean API_KEY?');
      expect(stderr).not.toContain('required flag');
    }
  });

  it.each(commands)('%s: is not answered with a missing stack in a project without stacks', async (...command) => {
    const project = createProject({
      'keyrack.yaml':
        'secrets: { backends: { files: { kind: sops/age, options: { file: all.enc.yaml } } }, vars: { TOKEN: { backend: files } } }\n',
    });
    const { code, stderr } = await project.run(line(command, 'TOKE'), { input: 'x' });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: secret is not declared "TOKE" \[INVALID_ARGUMENT\]\n.*did you mean TOKEN\?/);
  });

  it('is answered with the name that differs in case alone, before one that differs in a letter', async () => {
    const main = atmosProject['stacks/deploy/dev.yaml']?.replace(
      'OPTIONAL: {',
      'api_kez: { sops: vault }\n          OPTIONAL: {',
    );
    const project = createProject({ ...atmosProject, 'stacks/deploy/dev.yaml': main ?? '' });
    for (const where of [[], ['-s', 'dev'], ['-s', 'dev', '-c', 'api']])
      expect((await project.run(['get', 'api_key', ...where])).stderr).toContain('did you mean API_KEY?');
  });

  it('is said to be that at a terminal, before anything is picked', async () => {
    const result = await atTerminal(createProject(atmosProject), ['get', 'API_KE'], []);
    expect(result).toMatchObject({ code: 1, shown: expect.stringContaining('secret is not declared "API_KE"') });
  });
});

describe('a secret that the stack shares', () => {
  it('needs no component', async () => {
    const project = createProject(atmosProject);
    await project.run(['keygen']);
    const inStack = ['-s', 'dev'];
    expect(await project.run(['set', 'DATABASE_URL', '--stdin', ...inStack], { input: 'value-1' })).toMatchObject({
      code: 0,
      stderr: 'Set stack-scoped secret DATABASE_URL for stack dev (shared by every component in the stack)\n',
    });
    expect((await project.run(['get', 'DATABASE_URL', ...inStack, '--reveal'])).stdout).toBe('value-1\n');
    expect((await project.run(['delete', 'DATABASE_URL', ...inStack, '--force'])).code).toBe(0);
    expect((await project.run(['list', '-s', 'dev'])).stdout).toMatch(/DATABASE_URL\tstack\tsops:vault\tmissing/);
  });

  it('needs one when a component owns a value of that name', async () => {
    const own = atmosProject['stacks/deploy/dev.yaml']?.replace(
      'web: {}',
      'web: { secrets: { vars: { DATABASE_URL: { sops: vault } } } }',
    );
    const project = createProject({ ...atmosProject, 'stacks/deploy/dev.yaml': own ?? '' });
    expect(await project.run(['get', 'DATABASE_URL', '-s', 'dev'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('required flag not provided: --component'),
    });
  });
});

describe('pickers', () => {
  const secrets = (name: string) => `secrets: { vars: { ${name}: { sops: vault } } }`;
  const files = {
    ...atmosProject,
    'stacks/deploy/dev.yaml': `vars: { stage: dev }
components:
  terraform:
    base: { metadata: { type: abstract }, ${secrets('KEY')} }
    other: { ${secrets('ELSE')} }
    web: { ${secrets('KEY')} }
    zeta: { ${secrets('KEY')} }
  mine:
    web: { ${secrets('KEY')} }
`,
    'stacks/deploy/prod.yaml': `vars: { stage: prod }\ncomponents: { terraform: { api: { ${secrets('ELSE')} } } }\n`,
    'stacks/deploy/test.yaml': `vars: { stage: test }\ncomponents: { terraform: { api: { ${secrets('KEY')} } } }\n`,
  };

  it('offer the stacks and components that have the name, blueprints last', async () => {
    const project = createProject(files);
    await project.run(['keygen']);
    const result = await atTerminal(
      project,
      ['get', 'KEY'],
      [
        ['Stack', '\r'],
        ['Component', '\u0003'],
      ],
    );
    expect(result).toMatchObject({ code: 130, turns: 2 });
    expect(result.all).not.toContain('prod');
    expect(result.all).not.toContain('other');
    const offered = [...stripVTControlCharacters(result.all).matchAll(/[●○] ([\w/]+)/g)].map(([, choice]) => choice);
    expect(offered.slice(0, 6)).toEqual(['dev', 'test', 'terraform/web', 'zeta', 'mine/web', 'base']);
  });

  it('take the type with the component', async () => {
    const project = createProject(files);
    await project.run(['keygen']);
    const down = '\u001b[B';
    const set = await atTerminal(
      project,
      ['set', 'KEY', '-s', 'dev', '--format', 'json'],
      [
        ['Component', `${down}${down}\r`],
        ['Enter secret value', 'value-1\r'],
      ],
      { stdout: 'out.json' },
    );
    expect(set).toMatchObject({ code: 0, turns: 2 });
    expect(JSON.parse(project.read('out.json'))).toMatchObject({ component: 'web', type: 'mine' });
  });
});
