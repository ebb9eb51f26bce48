import { formatAddress } from '@keyrack/core/provider';
import { describe, expect, it, test } from 'vitest';
import type { LoadProvider } from '../src/kinds.js';
import { openProjectWith } from '../src/open-project.js';
import { fakeIo, fakeProvider } from './support.js';

const known = [
  'region',
  'prefix',
  'endpoint',
  'profile',
  'readRoleArn',
  'writeRoleArn',
  'kmsKeyId',
  'tier',
  'description',
  'tags',
];
const api = { stack: 'plat-dev', component: 'infra/vpc' };

/** A project whose provider tells its options, as an installed package does. */
function open(config: string, vars: string) {
  const made: Readonly<Record<string, unknown>>[] = [];
  const provider = fakeProvider('aws/ssm');
  const load: LoadProvider = async () => ({
    options: known,
    install: '',
    factory(options) {
      made.push(options);
      return provider;
    },
  });
  const io = fakeIo({
    '/p/atmos.yaml': `base_path: "."\nstacks: {included_paths: ["*"]}\n${config}\n`,
    '/p/stacks/dev.yaml': `name: plat-dev\ncomponents: {terraform: {infra/vpc: {secrets: {vars: {${vars}}}}}}\n`,
  });
  return { project: openProjectWith({ cwd: '/p', env: {}, homeDir: '/home/u', io }, () => load), made, provider };
}

const options = `{region: eu-central-1, prefix: /atmos, stack_delimiter: "/", read_role_arn: r, write_role_arn: w, endpoint_url: "http://e", kms_key: alias/k, tier: Advanced, tags: {team: shop}, description: d, profile: p}`;
const translated = {
  region: 'eu-central-1',
  prefix: '/atmos',
  readRoleArn: 'r',
  writeRoleArn: 'w',
  endpoint: 'http://e',
  kmsKeyId: 'alias/k',
  tier: 'Advanced',
  tags: { team: 'shop' },
  description: 'd',
  profile: 'p',
};

describe('a store in Parameter Store', () => {
  test.each([
    ['kind', `stores: {s: {kind: aws/ssm, secret: true, options: ${options}}}`, 'A: {store: s}'],
    ['type', `stores: {s: {type: aws-ssm-parameter-store, secret: true, options: ${options}}}`, 'A: {store: s}'],
    ['backend', `secrets: {backends: {s: {kind: aws/ssm, options: ${options}}}}`, 'A: {backend: s}'],
  ])('of the form with %s hands all its options on', async (_title, config, vars) => {
    const { project, made, provider } = open(config, vars);
    await (await project.resolver(api)).set('A', 'v');
    expect(made).toEqual([translated]);
    expect([...provider.values]).toEqual([['/atmos/plat-dev/infra/vpc/A', 'v']]);
    expect(project.warnings).toEqual([]);
  });

  it('knows the other spellings, and warns of an unknown option with the nearest', async () => {
    const written = '{region: x, endpoint: e, kms_key_id: k, kms_kee_id: oops, credentials: {accessKeyId: no}}';
    const { project, made } = open(`stores: {s: {kind: aws/ssm, secret: true, options: ${written}}}`, 'A: {store: s}');
    await (await project.resolver(api)).find('A');
    expect(made).toEqual([{ region: 'x', endpoint: 'e', kmsKeyId: 'k' }]);
    expect(project.warnings).toEqual([
      'store:s: aws/ssm has no option kms_kee_id, which was left out. Did you mean kms_key_id?',
      'store:s: aws/ssm has no option credentials, which was left out.',
    ]);
  });

  it('needs no entry at all', async () => {
    const { project, made } = open('', 'A: {backend: aws/ssm}, B: {backend: aws-ssm-parameter-store}');
    const declared = await project.declarations(api);
    expect(declared.map(({ label, address }) => [label, address && formatAddress(address)])).toEqual([
      ['store:aws/ssm', '/plat/dev/infra/vpc/A'],
      ['store:aws-ssm-parameter-store', '/plat/dev/infra/vpc/B'],
    ]);
    await (await project.resolver(api)).find('A');
    expect(made).toEqual([{}]);
  });

  it('is no place for secrets unless it says so', async () => {
    const { project, made } = open(
      'stores: {s: {kind: aws/ssm, options: {region: x}}, t: {kind: aws/ssm, secret: false, options: {region: x}}}',
      'A: {store: s}, B: {store: t}, C: {backend: t}',
    );
    const secrets = await project.resolver(api);
    for (const name of ['A', 'B']) {
      const refused = { code: 'INVALID_CONFIG', message: expect.stringContaining('referenced store is not a secret store') };
      await expect(secrets.get(name)).rejects.toMatchObject(refused);
      await expect(secrets.set(name, 'x')).rejects.toMatchObject(refused);
    }
    await expect(secrets.get('C')).rejects.toMatchObject({ code: 'INVALID_CONFIG' });
    expect(made).toEqual([]);
  });

  it('is asked by listings in the PRD form, or with verify', async () => {
    const { project, provider } = open(
      'stores: {s: {kind: aws/ssm, secret: true, options: {region: x}}}\nsecrets: {backends: {b: {kind: aws/ssm}}}',
      'A: {store: s}, B: {backend: b}, C: {backend: aws/ssm}',
    );
    const rows = async (verify?: boolean) =>
      (await project.status(await project.declarations(api), { verify })).map(({ status }) => status);
    provider.values.set('/plat/dev/infra/vpc/B', 'x');
    expect(await rows()).toEqual(['unknown', 'initialized', 'missing']);
    expect(await rows(true)).toEqual(['missing', 'initialized', 'missing']);
    expect(await rows(false)).toEqual(['unknown', 'unknown', 'unknown']);
  });

  it('says which option it lacks where Atmos asks for one', async () => {
    const { project } = open('stores: {s: {kind: aws/ssm, secret: true}}', 'A: {store: s}');
    const [declared] = await project.declarations(api);
    expect(declared?.problem?.message).toContain('the store s (aws/ssm) needs region under options.');
  });
});
