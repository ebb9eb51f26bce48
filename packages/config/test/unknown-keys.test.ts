import { describe, expect, it } from 'vitest';
import { fakeProject } from './support.js';

const component = (secrets: string): string => `components:\n  terraform:\n    api:\n      secrets:\n        ${secrets}\n`;
const vars = (declaration: string): string => component(`vars: { FLAGS: ${declaration} }`);

/** What a project warns of when everything that it declares is used. */
async function warningsOf(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { project } = fakeProject({ 'keyrack.yaml': 'secrets: { default_backend: memory }', ...files });
  await project.status([...(await project.declarations()), ...project.globalDeclarations()]);
  return project.warnings;
}

const known = {
  declaration: 'There are description, store, sops, backend, reference, required, scope.',
  spec: 'There are file, path, age_recipients, age_key, age_key_file, recipients_file.',
};

const stack = (text: string) => ({ 'stacks/dev.yaml': text, 'stacks/other.yaml': 'components: { terraform: { web: {} } }\n' });

const typos: readonly (readonly [what: string, files: Readonly<Record<string, string>>, warnings: readonly string[]])[] = [
  [
    'a declaration',
    { 'stacks/dev.yaml': vars('{ requird: true }') },
    ['stacks/dev.yaml:5:26: unknown key requird of secret FLAGS, which has no effect. Did you mean required?'],
  ],
  [
    'a declaration, in other letters',
    { 'stacks/dev.yaml': vars('{ Required: true }') },
    ['stacks/dev.yaml:5:26: unknown key Required of secret FLAGS, which has no effect. Did you mean required?'],
  ],
  [
    'a declaration, far from what is known',
    { 'stacks/dev.yaml': vars('{ owner: team-a }') },
    [`stacks/dev.yaml:5:26: unknown key owner of secret FLAGS, which has no effect. ${known.declaration}`],
  ],
  [
    'a declaration of the main file',
    { 'keyrack.yaml': 'secrets: { default_backend: memory, vars: { A: { desription: a } } }' },
    ['keyrack.yaml:1:50: unknown key desription of secret A, which has no effect. Did you mean description?'],
  ],
  [
    'a declaration in an included file',
    {
      'stacks/dev.yaml': component('vars: !include ./vars.yaml'),
      'stacks/vars.yaml': '{ A: { scop: stack } }',
      'keyrack.yaml': 'stacks: { included_paths: dev }\nsecrets: { default_backend: memory }',
    },
    ['stacks/vars.yaml:1:8: unknown key scop of secret A, which has no effect. Did you mean scope?'],
  ],
  [
    'the section of the main file',
    { 'keyrack.yaml': 'secrets: { defualt_backend: memory, list_verfy: false }' },
    [
      'keyrack.yaml:1:12: unknown key defualt_backend of secrets, which has no effect. Did you mean default_backend?',
      'keyrack.yaml:1:37: unknown key list_verfy of secrets, which has no effect. Did you mean list_verify?',
    ],
  ],
  [
    'the section of a component',
    { 'stacks/dev.yaml': component('{ var: { A: {} } }') },
    ['stacks/dev.yaml:5:11: unknown key var of secrets, which has no effect. Did you mean vars?'],
  ],
  [
    'the section of a manifest',
    { 'stacks/dev.yaml': `secrets: { provider: {}, default_backend: memory }\n${component('vars: {}')}` },
    [
      'stacks/dev.yaml:1:12: unknown key provider of secrets, which has no effect. Did you mean providers?',
      'stacks/dev.yaml:1:26: secrets.default_backend has no effect in a manifest. Move it into the main configuration file.',
    ],
  ],
  [
    'the top of a manifest',
    stack('componets: { terraform: { api: {} } }\nsecretz: { vars: {} }\nsecret: {}\nOverrides: {}\n'),
    [
      'stacks/dev.yaml:1:1: unknown key componets of the manifest, which has no effect. Did you mean components?',
      'stacks/dev.yaml:2:1: unknown key secretz of the manifest, which has no effect. Did you mean secrets?',
      'stacks/dev.yaml:3:1: unknown key secret of the manifest, which has no effect. Did you mean secrets?',
      'stacks/dev.yaml:4:1: unknown key Overrides of the manifest, which has no effect. Did you mean overrides?',
    ],
  ],
  [
    'the top of what a manifest imports',
    {
      'keyrack.yaml': 'stacks: { included_paths: dev }\n',
      'stacks/dev.yaml': 'import: [catalog]\n',
      'stacks/catalog.yaml': 'componets: {}\n',
    },
    ['stacks/catalog.yaml:1:1: unknown key componets of the manifest, which has no effect. Did you mean components?'],
  ],
  [
    'overrides, where a component has the same',
    stack('overrides: { secretes: {} }\ncomponents: { terraform: { api: { secretes: {}, vars: { secretes: {} } } } }\n'),
    ['stacks/dev.yaml:1:14: unknown key secretes of overrides, which has no effect. Did you mean secrets?'],
  ],
  [
    'a component',
    stack('components: { terraform: { api: { secretes: {}, vars: { secretes: {} } }, web: { Secrets: {} } } }\n'),
    [
      'stacks/dev.yaml:1:35: unknown key secretes of component api, which has no effect. Did you mean secrets?',
      'stacks/dev.yaml:1:82: unknown key Secrets of component web, which has no effect. Did you mean secrets?',
    ],
  ],
  [
    'the types of components, which may be any',
    stack('components: { terrafrom: { api: {} }, container: {}, containers: {}, custom: {}, helmfiles: {} }\n'),
    [
      'stacks/dev.yaml:1:15: unknown key terrafrom of components, which is a type of its own. Did you mean terraform?',
      'stacks/dev.yaml:1:82: unknown key helmfiles of components, which is a type of its own. Did you mean helmfile?',
    ],
  ],
  [
    'the section of overrides and of a base',
    {
      'stacks/dev.yaml':
        'overrides: { secrets: { vras: {} } }\ncomponents: { terraform: { base: { secrets: { vasr: {} } }, api: { metadata: { inherits: [base] } } } }\n',
    },
    [
      'stacks/dev.yaml:2:47: unknown key vasr of secrets, which has no effect. Did you mean vars?',
      'stacks/dev.yaml:1:25: unknown key vras of secrets, which has no effect. Did you mean vars?',
    ],
  ],
  [
    'a store',
    { 'keyrack.yaml': 'stores: { ssm: { kind: aws/ssm, secert: true, optoins: { region: a } } }' },
    [
      'keyrack.yaml:1:33: unknown key secert of store ssm, which has no effect. Did you mean secret?',
      'keyrack.yaml:1:47: unknown key optoins of store ssm, which has no effect. Did you mean options?',
    ],
  ],
  [
    'a vault of the main file, its spec and its key',
    {
      'keyrack.yaml':
        'secrets: { providers: { main: { knid: sops/age, spec: { fiel: a, region: b, age_key: { stroe: keys } } } } }',
    },
    [
      'keyrack.yaml:1:33: unknown key knid of vault main, which has no effect. Did you mean kind?',
      'keyrack.yaml:1:57: unknown key fiel of spec of vault main, which has no effect. Did you mean file?',
      `keyrack.yaml:1:66: unknown key region of spec of vault main, which has no effect. ${known.spec}`,
      'keyrack.yaml:1:88: unknown key stroe of age_key of vault main, which has no effect. Did you mean store?',
    ],
  ],
  [
    'a vault of a manifest',
    { 'stacks/dev.yaml': `secrets: { providers: { own: { spce: {} } } }\n${component('vars: {}')}` },
    ['stacks/dev.yaml:1:32: unknown key spce of vault own, which has no effect. Did you mean spec?'],
  ],
  [
    'a backend, and its options where it keeps SOPS files',
    {
      'keyrack.yaml':
        'secrets: { backends: { a: { kind: aws/ssm, option: {} }, b: { kind: sops/age, options: { flie: x }, spec: {} } } }',
    },
    [
      'keyrack.yaml:1:44: unknown key option of backend a, which has no effect. Did you mean options?',
      'keyrack.yaml:1:101: unknown key spec of backend b, which has no effect. There are kind, type, identity, options.',
      'keyrack.yaml:1:90: unknown key flie of options of backend b, which has no effect. Did you mean file?',
    ],
  ],
  [
    'the settings of the mask',
    { 'keyrack.yaml': 'settings: { terminal: { mask: { pattern: [a], enabled: true } } }' },
    ['keyrack.yaml:1:33: unknown key pattern of settings.terminal.mask, which has no effect. Did you mean patterns?'],
  ],
  [
    'the top of keyrack.yaml, and its stacks',
    { 'keyrack.yaml': 'secret: {}\nstore: {}\nSettings: {}\nstacks: { include_paths: ["*"], inherit: false }\n' },
    [
      'keyrack.yaml:1:1: unknown key secret of the file, which has no effect. Did you mean secrets?',
      'keyrack.yaml:2:1: unknown key store of the file, which has no effect. Did you mean stores?',
      'keyrack.yaml:3:1: unknown key Settings of the file, which has no effect. Did you mean settings?',
      'keyrack.yaml:4:11: unknown key include_paths of stacks, which has no effect. Did you mean included_paths?',
    ],
  ],
];

describe('an unknown key beside known ones is told with its place and the nearest one', () => {
  it.each(typos)('in %s', async (_, files, warnings) => {
    expect(await warningsOf(files)).toEqual(warnings);
  });

  it('once for each file and key, whoever has it', async () => {
    const declarations = '{ A: { requird: true }, B: { requird: true, descripton: x }, C: { requird: true } }';
    const many = (count: number): string => Array.from({ length: count }, (_, n) => `    c${n}: {}`).join('\n');
    const warnings = await warningsOf({
      'stacks/dev.yaml': `secrets: { vars: ${declarations} }\ncomponents:\n  terraform:\n${many(20)}\n`,
      'stacks/prod.yaml': `secrets: { vars: ${declarations} }\ncomponents:\n  terraform:\n${many(2)}\n`,
    });
    expect(warnings.toSorted()).toEqual([
      'stacks/dev.yaml:1:25: unknown key requird of secret A, which has no effect. Did you mean required?',
      'stacks/dev.yaml:1:62: unknown key descripton of secret B, which has no effect. Did you mean description?',
      'stacks/prod.yaml:1:25: unknown key requird of secret A, which has no effect. Did you mean required?',
      'stacks/prod.yaml:1:62: unknown key descripton of secret B, which has no effect. Did you mean description?',
    ]);
  });

  it('and again to whoever asks the project again', async () => {
    const { project } = fakeProject({
      'keyrack.yaml': 'secrets: { default_backend: memory }',
      'stacks/dev.yaml':
        'secrets: { vars: { A: { requird: true }, B: { requird: true } } }\ncomponents: { terraform: { a: {}, b: {} } }\n',
    });
    const told = async () => (await project.declarations()).map(({ warnings }) => warnings.length);
    expect([await told(), await told()]).toEqual([
      [1, 1, 0, 0],
      [1, 1, 0, 0],
    ]);
  });

  it('and changes nothing else', async () => {
    const { project } = fakeProject({
      'keyrack.yaml': 'secrets: { default_backend: memory, vras: {} }\nstore: {}',
      'stacks/dev.yaml': vars('{ requird: true }'),
    });
    const [flags] = await project.declarations();
    expect(flags).toMatchObject({ name: 'FLAGS', required: false, faults: [] });
    expect((await project.instances())[0]).toMatchObject({ faults: [] });
    expect(await project.status([flags!])).toMatchObject([{ status: 'missing' }]);
  });

  it('but is not told when it was taken away', async () => {
    expect(await warningsOf({ 'stacks/dev.yaml': vars('{ requird: !unset }') })).toEqual([]);
  });
});

it('says nothing of what belongs to others', async () => {
  const files = {
    'atmos.yaml': `base_path: "."
secret: { a: b }
store: { a: b }
stack: []
toolchain: {}
stacks: { base_path: stacks, included_paths: ["**/*"], include_paths: [], inherit: false }
settings: { terminal: { max_width: 1, mask: { enabled: true } }, identty: a, secrets: { a: b } }
auth: { identites: {}, identities: { a: { kind: aws/user, spce: {} } } }
stores: { redis: { kind: redis, options: { ulr: a } } }
components: { terraform: { base_pth: a } }
`,
    'keyrack.yaml': 'toolchain: {}\nservices: {}\ntags: {}\ndocs: {}\nvendor: {}\nx-secrets: {}\nlogs: { levle: Debug }\n',
    'stacks/dev.yaml': `var: {}\nimports: []\nname: dev
stores: {}
component_settings: {}
x-secret: {}
import: []
workflows: {}
settings: { secrets: { varz: {} }, requird: true }
components:
  terraform:
    api: { settings: {}, sections: {}, vars: { requird: true, secrets: { varz: {} } }, metadta: {}, hooks: { secrets: { a: b } } }
`,
  };
  expect(await warningsOf(files)).toEqual([]);
});
