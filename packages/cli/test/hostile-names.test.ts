import { describe, expect, it } from 'vitest';
import { createProject } from './run-keyrack.js';

// Properties of every object: a table of names that is kept in an object finds what nobody wrote, or loses what somebody did.
const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'toJSON', 'then'] as const;

const printed = (name: string): string =>
  `const own = Object.entries(process.env).filter(([key]) => key === ${JSON.stringify(name)}); process.stdout.write(JSON.stringify(own))`;

/** A project in which one name stands wherever a name can stand. */
function projectOf(name: string): Readonly<Record<string, string>> {
  return {
    'atmos.yaml': `base_path: .
stacks: { base_path: stacks, included_paths: ["**/*"], name_template: "{{ .vars.${name === '__proto__' ? 'stage' : name} }}" }
env: { ${name}: from env }
stores: { ${name}: { kind: ${name}, secret: true } }
secrets:
  providers:
    ${name}: { kind: sops/age, spec: { file: "secrets/{{ .atmos_stack }}.{{ .atmos_component }}.enc.yaml" } }
`,
    [`stacks/${name}.yaml`]: `name: ${name}
vars: { stage: ${name}, ${name}: ${name} }
components:
  ${name}:
    ${name}:
      metadata: { component: ${name} }
      settings: { unset: !env ${name}_UNSET none, inherited: !env ${name === 'then' ? 'valueOf' : name}2 none }
      secrets: { vars: { ${name}: { sops: ${name}, required: true } } }
      vars: { secret: !secret ${name} }
`,
  };
}

describe.each(names)('the name %s', (name) => {
  const at = ['-s', name, '-c', name, '--type', name];

  it('is a secret, stack, component, type, vault and variable like any other', async () => {
    const project = createProject(projectOf(name));
    expect(await project.run(['keygen'])).toMatchObject({ code: 0 });
    expect(await project.run(['set', `${name}=value 4711`, ...at])).toMatchObject({ code: 0 });
    expect(await project.run(['get', name, ...at, '--reveal'])).toMatchObject({ code: 0, stdout: 'value 4711\n' });
    expect(await project.run(['get', name, ...at, '--reveal', '--format', 'env'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(name),
    });
    expect(JSON.parse((await project.run(['list', '--format', 'json'])).stdout)).toMatchObject([
      { Stack: name, Component: name, Secret: name, Provider: `sops:${name}`, Status: 'initialized' },
    ]);
    expect(await project.run(['validate', ...at])).toMatchObject({ code: 0 });
    const child = await project.run(['exec', ...at, '--', process.execPath, '-e', printed(name)]);
    expect(child).toMatchObject({ code: 0, stdout: JSON.stringify([[name, 'value 4711']]) });
    expect(await project.run(['delete', name, ...at, '--force'])).toMatchObject({ code: 0 });
    expect(await project.run(['get', name, ...at, '--reveal'])).toMatchObject({ code: 1, stdout: '' });
  });

  it('shows in a description where it stands, with what stands under it', async () => {
    const project = createProject(projectOf(name));
    const { stdout, code } = await project.run([
      ...['describe', 'component', name, '-s', name, '--type', name],
      ...['--format', 'json'],
    ]);
    expect(code).toBe(0);
    const section = JSON.parse(stdout);
    expect(Object.entries(section.vars)).toContainEqual([name, name]);
    expect(section.settings).toEqual({ unset: 'none', inherited: 'none' });
  });

  it('is no variable that is set because every object has it', async () => {
    const { stdout, code } = await createProject({
      'keyrack.yaml': 'secrets: { default_backend: memory }\n',
      'stacks/dev.yaml': `components: { terraform: { api: { settings: { found: !env ${name} none } } } }\n`,
    }).run(['describe', 'component', 'api', '-s', 'dev', '--format', 'json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).settings).toEqual({ found: 'none' });
  });

  it('takes its value from the input of init', async () => {
    const project = createProject({
      'keyrack.yaml': `secrets: { backends: { ${name}: { kind: sops/age } }, default_backend: ${name}, vars: { ${name}: {} } }\n`,
    });
    expect(await project.run(['keygen'])).toMatchObject({ code: 0 });
    const done = await project.run(['init', '--input', '-'], { input: `${name}=hello4711\n` });
    expect(done).toMatchObject({ code: 0 });
    expect(await project.run(['get', name, '--reveal'])).toMatchObject({ code: 0, stdout: 'hello4711\n' });
  });

  it('is no store and no kind that is there', async () => {
    const { stdout, stderr, code } = await createProject({
      'keyrack.yaml': `secrets: { vars: { A: { store: ${name} }, B: { sops: ${name} }, C: { backend: ${name} } } }\n`,
    }).run(['list', '--format', 'json']);
    expect({ code, rows: JSON.parse(stdout).map(({ Status }: { Status: string }) => Status), stderr }).toMatchObject({
      code: 0,
      rows: ['error', 'error', 'error'],
    });
    expect(stdout).toContain(`referenced store is not configured \\"${name}\\"`);
  });
});
