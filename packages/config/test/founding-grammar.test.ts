import { formatAddress } from '@keyrack/core/provider';
import { describe, expect, it, test } from 'vitest';
import { sopsFileConflicts } from '../src/index.js';
import { fakeProject } from './support.js';

const secrets = `
auth: {identities: {aws/prod-admin: {kind: aws/ambient}}}
secrets:
  default_backend: aws/ssm
  backends:
    aws/ssm: {kind: aws/ssm, identity: aws/prod-admin, options: {region: us-east-1, prefix: /atmos/secrets, stack_delimiter: /}}
    sops: {kind: sops/age, options: {file: "secrets/{stack}.enc.yaml"}}
    one: {kind: sops/age, options: {file: secrets.enc.yaml}}
    vault: {kind: hashicorp/vault, options: {url: "https://vault.example.com", path: secret/data/atmos}}
  vars:
    ARTIFACTORY_TOKEN: {description: Token, required: true}
    GITHUB_APP_KEY: {backend: sops}
`;
const main = `stacks: {included_paths: ["**/*"]}\n${secrets}`;
const prod =
  'components: {terraform: {api: {secrets: {vars: {DATADOG_API_KEY: {backend: aws/ssm, required: true}, V: {backend: vault}, Z: {backend: aws/asm}, K: {backend: gcp/secretmanager}, O: {backend: one}, S: {sops: sops}, T: {store: aws/ssm}}}}, web: {secrets: {vars: {O: {backend: one}, P: {backend: one}, GITHUB_APP_KEY: {backend: aws/ssm}}}}}}';
const open = (config = main, name = 'atmos.yaml') =>
  fakeProject({ [name]: `base_path: "."\n${config}`, 'stacks/plat-prod.yaml': prod });

describe('backends', () => {
  test.each([
    [
      'atmos.yaml',
      [
        '/atmos/secrets/ARTIFACTORY_TOKEN',
        '/atmos/secrets/plat-prod/api/DATADOG_API_KEY',
        'secrets%2Fglobal.enc.yaml/GITHUB_APP_KEY',
        'plat_prod_api_K',
        'secrets.enc.yaml/O',
        'secrets%2Fplat-prod.enc.yaml/S',
        '/atmos/secrets/plat-prod/api/T',
        'atmos/plat-prod/api/V',
        '/plat/prod/api/Z',
      ],
    ],
    [
      'keyrack.yaml',
      [
        'ARTIFACTORY_TOKEN',
        'plat-prod/api/DATADOG_API_KEY',
        'secrets%2Fglobal.enc.yaml/GITHUB_APP_KEY',
        'plat-prod/api/K',
        'secrets.enc.yaml/O',
        'secrets%2Fplat-prod.enc.yaml/S',
        'plat-prod/api/T',
        'plat-prod/api/V',
        'plat-prod/api/Z',
      ],
    ],
  ])('of %s give addresses', async (name, addresses) => {
    const found = await open(main, name).project.declarations({ stack: 'plat-prod', component: 'api' });
    expect(found.flatMap(({ address }) => (address ? [formatAddress(address)] : []))).toEqual(addresses);
  });

  it('are the default for declarations that name none', async () => {
    const [first] = open().project.globalDeclarations();
    expect(first).toMatchObject({
      name: 'ARTIFACTORY_TOKEN',
      label: 'store:aws/ssm',
      backendName: 'aws/ssm',
      prdForm: true,
      scope: 'global',
      required: true,
      fromMainFile: true,
    });
    expect(first?.backend?.identity).toBe('aws/prod-admin');
    expect(JSON.stringify(first)).not.toContain('us-east-1');
  });

  it('may not have the name of something else', async () => {
    const config = `${main}\nstores: {sops: {kind: aws/ssm, secret: true, options: {region: x}}}`;
    const clash = open(config).project.globalDeclarations()[1];
    expect(clash?.problem?.message).toMatch(
      /the backend sops is defined twice with different content: atmos.yaml:\d+:\d+ and atmos.yaml:\d+:\d+/,
    );
  });

  it('share a file unless file and name meet', async () => {
    const conflicts = sopsFileConflicts(await open().project.declarations());
    expect(conflicts.map(({ declarations }) => declarations.map(({ name, component }) => `${component} ${name}`))).toEqual([
      ['api O', 'web O'],
    ]);
  });
});

it('backends in a manifest have no effect and are told of', async () => {
  const { project } = fakeProject({
    'keyrack.yaml': 'a: 1',
    'stacks/dev.yaml': 'components: {helm: {api: {secrets: {backends: {x: {}}}}}}',
  });
  await project.declarations();
  expect(project.warnings).toEqual([
    expect.stringContaining('stacks/dev.yaml:1:47: secrets.backends has no effect in a manifest'),
  ]);
});

describe('declarations of the main file', () => {
  it('need no stack', async () => {
    const { project, provider } = open();
    const secrets = await project.resolver();
    await secrets.set('ARTIFACTORY_TOKEN', 'value');
    expect((await secrets.get('ARTIFACTORY_TOKEN')).reveal()).toBe('value');
    expect([...provider('aws/ssm').values.keys()]).toEqual(['/atmos/secrets/ARTIFACTORY_TOKEN']);
    await expect(secrets.get('ARTIFACTORY_TOKNE')).rejects.toThrow(
      /secret is not declared "ARTIFACTORY_TOKNE"\n {2}did you mean ARTIFACTORY_TOKEN\?/,
    );
  });

  it('are the lowest layer of every component, whose own declaration wins', async () => {
    const { project } = open();
    const scopes = async (component: string) =>
      (await project.declarations({ stack: 'plat-prod', component }))
        .filter(({ name }) => name === 'GITHUB_APP_KEY')
        .map(({ scope, fromMainFile }) => [scope, fromMainFile]);
    expect(await scopes('api')).toEqual([['global', true]]);
    expect(await scopes('web')).toEqual([['instance', false]]);
  });

  it('may come from a file, and open without any stack', async () => {
    const { project } = fakeProject({
      'keyrack.yaml': 'secrets: {default_backend: memory, vars: !include secrets/global.yaml}',
      'secrets/global.yaml': 'A: {}\nB:',
    });
    expect(project.globalDeclarations().map(({ name, position, problem }) => [name, position.file, problem])).toEqual([
      ['A', 'secrets/global.yaml', undefined],
      ['B', 'secrets/global.yaml', undefined],
    ]);
    expect(await project.stacks()).toEqual([]);
  });

  it('have no other scope', () => {
    expect(() => fakeProject({ 'keyrack.yaml': 'secrets: {vars: {A: {scope: stack}}}' }).project.globalDeclarations()).toThrow(
      'its position implies "global"',
    );
  });
});
