import { createMasker } from '@keyrack/core/masker';
import { secretError } from '@keyrack/core/provider';
import { describe, expect, it, test } from 'vitest';
import { fakeIo, fakeProject, fakeProvider } from './support.js';

const files = {
  'atmos.yaml': `base_path: "."
stacks: {included_paths: ["*"]}
stores:
  ssm: {kind: aws/ssm, secret: true, options: {region: eu-central-1, prefix: /p, read_role_arn: arn}}
  chain: {kind: keychain}
  outputs: {kind: aws/ssm, options: {region: x}}
  broken: {kind: nonsense, secret: true}
secrets: {backends: {prd: {kind: aws/asm}}, providers: {local: {kind: sops/age, spec: {age_key_file: "~/keys/$NAME.txt", age_recipients: [age1a, age1b]}}}}
`,
  'stacks/dev.yaml': `env: {HOST: example}
secrets: {vars: {SHARED: {store: ssm}, G: {store: ssm, scope: global}}}
components:
  terraform:
    api:
      secrets: {vars: {A: {store: ssm}, J: {store: ssm}, C: {store: chain}, P: {backend: prd}, X: {store: broken}, S: {sops: local}}}
      vars:
        a: !secret A
        again: [!secret A, "!secret SHARED | default \\"none\\""]
        host: !secret J | path ".db.host" | default "localhost"
        missing: !secret J | path ".no.such" | default "else"
        structure: !secret J
        text: !secret J | raw
        env: !env HOST
        untouched: "!important"
    typo: {secrets: {vars: {DATADOG: {store: ssm}}}, vars: {key: !secret DATADGO}}
    output: {vars: {x: !terraform.output vpc .id}}
    stored: {vars: {x: !store ssm api key}}
    raw: {vars: {x: !store.get ssm key}}
    web: {metadata: {component: sites/web}, secrets: {vars: {A: {store: ssm}}}}
`,
};
const api = { stack: 'dev', component: 'api' };
const open = () => fakeProject(files, { env: { NAME: 'team' } });

describe('resolvers', () => {
  it('read what is declared, one provider per backend', async () => {
    const { project, made, provider } = open();
    const secrets = await project.resolver(api);
    await secrets.set('A', '1');
    await secrets.set({ scope: 'stack', stack: 'dev', name: 'SHARED' }, '2');
    const results = await (await project.resolver(api)).getMany(['A', 'SHARED', 'J', 'X', 'NOPE']);
    expect(
      results.map((result) =>
        'secret' in result ? result.secret.reveal() : 'absent' in result ? 'absent' : result.error.message.split('\n')[0],
      ),
    ).toEqual([
      '1',
      '2',
      'absent',
      expect.stringContaining('the kind nonsense, which is not known'),
      'secret is not declared "NOPE" for component api in stack dev',
    ]);
    expect(made).toEqual([{ kind: 'aws/ssm', options: { region: 'eu-central-1', prefix: '/p', readRoleArn: 'arn' } }]);
    expect(provider('aws/ssm').calls).toEqual(['getMany /p/dev/api/A /p/dev/SHARED /p/dev/api/J']);
    await project.close();
    expect(provider('aws/ssm').calls).toContain('close');
  });

  test.each<[Parameters<ReturnType<typeof open>['project']['resolver']>[0], unknown, string]>([
    [{ component: 'api' }, 'A', 'a component needs a stack'],
    [{ stack: 'dev' }, 'A', 'secret "A" belongs to components (api, web): name one with --component.'],
    [api, { scope: 'global', name: 'A' }, 'secret is not declared "A"'],
    [api, { path: ['A'] }, 'a project reads secrets by declared name'],
    [
      api,
      'AA',
      'secret is not declared "AA" for component api in stack dev\n  did you mean A? Otherwise declare it under components.terraform.api.secrets.vars.',
    ],
  ])('with %o refuse %o', async (target, name, message) => {
    const { project, made } = open();
    await expect((async () => (await project.resolver(target)).get(name as string))()).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringContaining(message),
    });
    expect(made).toEqual([]);
  });

  it('of a stack know what its components share', async () => {
    const { project, provider } = open();
    await (await project.resolver({ stack: 'dev' })).set('G', 'g');
    expect([...provider('aws/ssm').values.keys()]).toEqual(['/p/G']);
  });

  it('set vaults up with keys and recipients', async () => {
    const { project, made } = open();
    await (await project.resolver(api)).find('S');
    expect(made).toEqual([
      {
        kind: 'sops/age',
        options: { kind: 'sops/age', baseDir: '/p', ageRecipients: 'age1a,age1b', ageKeyFile: '/home/u/keys/team.txt' },
      },
    ]);
  });
});

describe('status', () => {
  const rows = async (verify?: boolean) => {
    const { project, provider } = open();
    await (await project.resolver(api)).set('C', 'c');
    const found = await project.status(await project.declarations(api), { verify });
    return { found: found.map(({ declaration, status }) => `${declaration.name} ${status}`), provider };
  };

  it('asks local backends, and remote ones of the founding form', async () => {
    const { found, provider } = await rows();
    expect(found).toEqual([
      'A unknown',
      'C initialized',
      'G unknown',
      'J unknown',
      'P missing',
      'S missing',
      'SHARED unknown',
      'X error',
    ]);
    expect(provider('aws/ssm')).toBeUndefined();
  });

  it('says of which value the backend knows that it is empty', async () => {
    const { project } = open();
    const secrets = await project.resolver(api);
    await secrets.set('C', '');
    await secrets.set('P', 'p');
    const found = await project.status(await project.declarations(api), { verify: true });
    expect(found.filter(({ empty }) => empty).map(({ declaration, status }) => `${declaration.name} ${status}`)).toEqual([
      'C initialized',
    ]);
  });

  it('asks all with verify, none of the remote ones without', async () => {
    expect((await rows(true)).found).toEqual([
      'A missing',
      'C initialized',
      'G missing',
      'J missing',
      'P missing',
      'S missing',
      'SHARED missing',
      'X error',
    ]);
    expect((await rows(false)).found).toContain('P unknown');
  });

  it('asks no remote backend when the project says so, but for verify', async () => {
    const main = files['atmos.yaml'].replace('secrets: {', 'secrets: {list_verify: false, ');
    const { project } = fakeProject({ ...files, 'atmos.yaml': main }, { env: { NAME: 'team' } });
    const statusOf = async (verify?: boolean) =>
      (await project.status(await project.declarations(api), { verify })).find(({ declaration }) => declaration.name === 'P')
        ?.status;
    expect([await statusOf(), await statusOf(true)]).toEqual(['unknown', 'missing']);
  });

  it('asks an address once, whoever shares it, and reads nothing', async () => {
    const { project, provider } = open();
    await project.status(await project.declarations({ stack: 'dev' }), { verify: true });
    const { calls } = provider('aws/ssm');
    expect(calls.filter((call) => call === 'status /p/G')).toHaveLength(1);
    expect(calls.every((call) => call.startsWith('status'))).toBe(true);
  });
});

describe('describing a component', () => {
  it('shows the replacement and asks no backend', async () => {
    const { project, made } = open();
    const section = await project.describeComponent(api);
    expect(section.vars).toEqual({
      a: '<MASKED>',
      again: ['<MASKED>', '<MASKED>'],
      host: '<MASKED>',
      missing: '<MASKED>',
      structure: '<MASKED>',
      text: '<MASKED>',
      env: 'example',
      untouched: '!important',
    });
    expect(section).toMatchObject({ atmos_component: 'api', atmos_stack: 'dev', env: { HOST: 'example' } });
    expect(section).not.toHaveProperty('secrets');
    expect(made).toEqual([]);
  });

  it('reads all values in one batch when asked to', async () => {
    const { project, provider } = open();
    const secrets = await project.resolver(api);
    await secrets.set('A', 'value-a');
    await secrets.set('J', '{"db": {"host": "db.example"}}');
    const { vars } = await project.describeComponent({ ...api, reveal: true });
    expect(vars).toEqual({
      a: 'value-a',
      again: ['value-a', 'none'],
      host: 'db.example',
      missing: 'else',
      structure: { db: { host: 'db.example' } },
      text: '{"db": {"host": "db.example"}}',
      env: 'example',
      untouched: '!important',
    });
    expect(provider('aws/ssm').calls).toHaveLength(1);
  });

  it('fails for what is absent without a default', async () => {
    await expect(open().project.describeComponent({ ...api, reveal: true })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringContaining('secret is not initialized in its backend: "A"'),
    });
  });

  it('uses a default for what is absent, never for what cannot be read', async () => {
    const refused = secretError('refused', { code: 'PERMISSION_DENIED', provider: 'aws/ssm', operation: 'get' });
    const fail = () => Promise.reject(refused);
    const { project } = fakeProject(
      {
        'atmos.yaml': 'stores: {ssm: {kind: aws/ssm, secret: true, options: {region: x}}}',
        'stacks/dev.yaml':
          'components: {terraform: {api: {secrets: {vars: {A: {store: ssm}}}, vars: {x: "!secret A | default \'spare\'"}}}}',
      },
      {},
      { factory: () => ({ ...fakeProvider('aws/ssm'), get: fail, getMany: fail }) },
    );
    await expect(project.describeComponent({ ...api, reveal: true })).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    expect((await project.describeComponent(api)).vars).toEqual({ x: '<MASKED>' });
  });

  it('uses none for a part that is not there, where the project is strict', async () => {
    const main = files['atmos.yaml'].replace('secrets: {', 'secrets: {path_default: strict, ');
    const { project } = fakeProject({ ...files, 'atmos.yaml': main }, { env: { NAME: 'team' } });
    const secrets = await project.resolver(api);
    await secrets.set('A', 'a');
    await secrets.set('J', '{"db": {"host": "db.example"}}');
    await expect(project.describeComponent({ ...api, reveal: true })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: 'stacks/dev.yaml:11:18: secret "J" has a value, but the path leads to nothing in it. Check the path.',
    });
  });

  it.each([
    ['.none', '{"a": 1}', 'secret "A" has a value, but the path leads to nothing in it. Check the path.'],
    ['a b', '{"a": 1}', expect.stringMatching(/^the path cannot be read from character 1 on; .*\.$/)],
    ['.a', 'plain', 'the value is not valid JSON, so a path cannot be read from it.'],
  ])('says of the path %s in %s where it is and what is wrong, and never to set what is there', async (path, value, said) => {
    const { project } = fakeProject({
      'keyrack.yaml': 'secrets: { default_backend: memory }',
      'stacks/dev.yaml': `components: { terraform: { api: { secrets: { vars: { A: {} } }, vars: { x: '!secret A | path "${path}"' } } } }\n`,
    });
    await (await project.resolver(api)).set('A', value);
    const error = await project.describeComponent({ ...api, reveal: true }).catch((thrown: Error) => thrown);
    const [, place, message] = /^(\S+:\d+:\d+): (.*)$/.exec((error as Error).message) ?? [];
    expect([(error as { code?: string }).code, place, message]).toEqual(['INVALID_ARGUMENT', 'stacks/dev.yaml:1:76', said]);
  });

  it('evaluates functions of this machine and of the component', async () => {
    const io = fakeIo({
      '/p/atmos.yaml': 'base_path: "."\nstacks: {included_paths: ["dev"]}',
      '/p/stacks/dev.yaml': `components:
  terraform:
    api:
      env: {OWN: component}
      vars: {a: !env OWN, b: !env OTHER, c: !env NONE fallback, d: !env NONE, e: !exec print json, f: !exec print text, g: "!include ./data.json .list[1]", h: !include.raw ./data.json, i: !include ./data.env}
`,
      '/p/stacks/data.json': '{"list": [1, {"x": 2}]}',
      '/p/stacks/data.env': '# note\nexport A=1\nB="two"\n',
    });
    const exec = (command: string): string => (command === 'print json' ? '{"n": 1}\n\n' : 'text \n');
    const { project } = fakeProject({}, { env: { OWN: 'outer', OTHER: 'outer' }, io: { ...io, exec } });
    expect((await project.describeComponent(api)).vars).toEqual({
      a: 'component',
      b: 'outer',
      c: 'fallback',
      d: '',
      e: { n: 1 },
      f: 'text ',
      g: { x: 2 },
      h: '{"list": [1, {"x": 2}]}',
      i: { A: '1', B: 'two' },
    });
  });

  test.each([true, false])('refuses undeclared names at their place (reveal: %s)', async (reveal) => {
    await expect(open().project.describeComponent({ stack: 'dev', component: 'typo', reveal })).rejects.toThrow(
      'secret is not declared "DATADGO" for component typo in stack dev\n  stacks/dev.yaml:16:66   key: !secret DATADGO\n  did you mean DATADOG? Otherwise declare it under components.terraform.typo.secrets.vars.',
    );
  });

  it('refuses to read secret stores by their raw keys', async () => {
    await expect(open().project.describeComponent({ stack: 'dev', component: 'raw' })).rejects.toThrow(
      '!store.get does not read the secret store ssm. Declare the secret and use !secret.',
    );
  });

  it('refuses to read secret stores by another way', async () => {
    await expect(open().project.describeComponent({ stack: 'dev', component: 'stored' })).rejects.toThrow(
      '!store does not read the secret store ssm. Declare the secret and use !secret.',
    );
  });

  it('takes the directory of an implementation for its component', async () => {
    const { project } = fakeProject(files, { cwd: '/p/components/terraform/sites', configFiles: ['/p/atmos.yaml'] });
    expect(await project.describeComponent({ stack: 'dev', component: './web' })).toMatchObject({ atmos_component: 'web' });
    await expect(project.declarations({ component: '../nothing' })).rejects.toThrow(
      'no component has its implementation in /p/components/terraform/nothing',
    );
  });

  it('shows a function that it cannot evaluate as written, and names it when values are asked for', async () => {
    const output = { stack: 'dev', component: 'output' };
    expect((await open().project.describeComponent(output)).vars).toEqual({ x: '!terraform.output vpc .id' });
    await expect(open().project.describeComponent({ ...output, reveal: true })).rejects.toThrow(
      'stacks/dev.yaml:17:24: the function !terraform.output is not supported here yet',
    );
  });
});

describe('a private key in a store', () => {
  const vaultIn = (store: string) => ({
    'atmos.yaml': `stores: {${store}: {kind: keychain}}\nsecrets: {providers: {v: {kind: sops/age, spec: {age_key: {store: ring}}}}}\nstacks: {included_paths: ["*"]}`,
    'stacks/dev.yaml': 'components: {terraform: {api: {secrets: {vars: {S: {sops: v}}}}}}',
  });

  it('is read when the vault is opened, and masked from then on', async () => {
    const masker = createMasker();
    const { project, made, load } = fakeProject(vaultIn('ring'), { masker });
    const ring = (await load('keychain')).factory({});
    await ring.set?.({ reference: 'atmos/v/age-key/v' }, 'AGE-SECRET-KEY');
    await (await project.resolver(api)).find('S');
    expect(made.at(-1)).toEqual({ kind: 'sops/age', options: { kind: 'sops/age', baseDir: '/p', ageKey: 'AGE-SECRET-KEY' } });
    expect(masker.mask('it is AGE-SECRET-KEY')).toBe('it is <MASKED>');
  });

  test.each([
    ['ring', 'the store ring holds no private key. Run: keyrack keygen v'],
    ['other', 'age_key.store names ring, which is not a configured store'],
  ])('is missed in %s', async (store, message) => {
    await expect((await fakeProject(vaultIn(store)).project.resolver(api)).get('S')).rejects.toThrow(message);
  });
});
