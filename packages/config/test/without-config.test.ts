import { describe, expect, it } from 'vitest';
import { fakeProject } from './support.js';

const secrets = 'secrets: { vars: { KEY: { backend: memory } } }\ncomponents: { terraform: { api: {} } }\n';
const named = `vars: { tenant: acme, environment: ue2, stage: dev }\n${secrets}`;

const declared = (files: Readonly<Record<string, string>>, options: Parameters<typeof fakeProject>[1] = {}) =>
  (async () => {
    const { project } = fakeProject(files, options);
    const found = await project.declarations();
    return { found: found.map(({ stack, component, name }) => `${stack} ${component} ${name}`), warnings: project.warnings };
  })();

describe('stacks without a configuration file', () => {
  it("are found where Atmos's own defaults look for them", async () => {
    const files = {
      'stacks/orgs/acme/dev.yaml': `import: [catalog/base]\n${named}`,
      'stacks/orgs/acme/_defaults.yaml': named.replace('dev', 'defaults'),
      'stacks/catalog/base.yaml': 'vars: { tenant: other }\n',
      'stacks/other.yaml': named.replace('dev', 'other'),
    };
    expect(await declared(files)).toEqual({
      found: ['acme-ue2-dev api KEY'],
      warnings: [],
    });
  });

  it.each([
    [
      'manifests that lie elsewhere',
      { 'stacks/dev.yaml': named, 'stacks/deploy/prod.yaml': named },
      'there is no keyrack.yaml and no atmos.yaml here. Without one, stacks are the manifests below /p/stacks that match orgs/**/*, and none does. There are others, such as stacks/deploy/prod.yaml. Write keyrack.yaml, which may be empty, to read them all, or atmos.yaml with stacks.included_paths.',
    ],
    [
      'only what is imported',
      { 'stacks/orgs/_defaults.yaml': named },
      'there is no keyrack.yaml and no atmos.yaml here. Without one, stacks are the manifests below /p/stacks that match orgs/**/*, and none does. There are others, such as stacks/orgs/_defaults.yaml. Write keyrack.yaml, which may be empty, to read them all, or atmos.yaml with stacks.included_paths.',
    ],
    [
      'no manifest',
      { 'stacks/README.md': '' },
      'there is no keyrack.yaml and no atmos.yaml here. Without one, stacks are the manifests below /p/stacks that match orgs/**/*, and none does. Write keyrack.yaml, which may be empty, to read them all, or atmos.yaml with stacks.included_paths.',
    ],
    [
      'manifests without the variables of the default name',
      { 'stacks/orgs/dev.yaml': secrets },
      'there is no keyrack.yaml and no atmos.yaml here. Without one, stacks are named {tenant}-{environment}-{stage}, and no component below /p/stacks has these variables. Write keyrack.yaml, which may be empty, to name stacks by their files, or atmos.yaml with stacks.name_template.',
    ],
  ])('are an error, and no wrong answer, where there are %s', async (_, files, message) => {
    await expect(declared(files)).rejects.toMatchObject({ code: 'INVALID_CONFIG', message });
    const { project } = fakeProject(files);
    await expect(project.stacks()).rejects.toMatchObject({ message });
    await expect(project.resolver({ stack: 'dev', component: 'api' })).rejects.toMatchObject({ message });
  });

  it('are found where variables of the environment say', async () => {
    const env = { ATMOS_STACKS_INCLUDED_PATHS: '*', ATMOS_STACKS_NAME_TEMPLATE: '{{ .vars.stage }}' };
    expect((await declared({ 'stacks/dev.yaml': named }, { env })).found).toEqual(['dev api KEY']);
  });

  it('are told with the fault of the only manifest instead, where others go on', async () => {
    const told: string[] = [];
    const { project } = fakeProject({ 'stacks/orgs/dev.yaml': 'a: [' }, { tolerate: ({ message }) => told.push(message) });
    expect(await project.stacks()).toEqual([]);
    expect(told).toEqual([expect.stringContaining('stacks/orgs/dev.yaml:1:')]);
  });

  it('are all found with an empty configuration file', async () => {
    expect((await declared({ 'keyrack.yaml': '', 'stacks/dev.yaml': named })).found).toEqual(['dev api KEY']);
  });
});

describe('stacks that a configuration misses', () => {
  it.each([
    [
      'its patterns',
      {
        'atmos.yaml': 'base_path: "."\nstacks: { base_path: stacks, included_paths: ["deploi/**/*"] }',
        'stacks/deploy/dev.yaml': named,
      },
      'no manifest below stacks matches stacks.included_paths (deploi/**/*). There are others, such as stacks/deploy/dev.yaml.',
    ],
    [
      'its folder',
      { 'keyrack.yaml': 'stacks: { base_path: stack }', 'stacks/dev.yaml': named },
      'keyrack.yaml:1:22: stacks.base_path names the folder /p/stack, which is not there.',
    ],
  ])('because of %s are told', async (_, files, warning) => {
    expect(await declared(files)).toEqual({ found: [], warnings: [warning] });
  });

  it('are none where there is none', async () => {
    for (const files of [
      { 'keyrack.yaml': 'a: b' },
      { 'atmos.yaml': 'base_path: "."\nstacks: { included_paths: [a] }', 'stacks/a.md': '' },
    ])
      expect(await declared(files)).toEqual({ found: [], warnings: [] });
  });
});

describe('a configuration of the user or the machine alone', () => {
  const home = { '/home/u/.atmos/atmos.yaml': 'logs: { level: Info }\nauth: {}\n' };

  it('makes no project of a folder that has nothing', () => {
    expect(() => fakeProject({ ...home, 'README.md': '' })).toThrow(
      /^no configuration found\. Looked for keyrack\.yaml and atmos\.yaml in \/p, /,
    );
  });

  it.each([
    ['secrets of its own', { '/home/u/.keyrack/keyrack.yaml': 'secrets: { vars: { KEY: { backend: memory } } }' }, []],
    ['a path to stacks', { '/usr/local/etc/atmos/atmos.yaml': 'base_path: /q', '/q/stacks/dev.yaml': secrets }, ['dev api KEY']],
    ['stacks in the folder', { ...home, 'stacks/dev.yaml': secrets }, ['dev api KEY']],
  ])('is enough with %s', async (_, files, found) => {
    expect((await declared(files)).found).toEqual(found);
  });
});
