import { createMasker } from '@keyrack/core/masker';
import { type ErrorCode, secretError } from '@keyrack/core/provider';
import { describe, expect, it, test, vi } from 'vitest';
import type { AwsIdentity } from '../src/identities/aws-identity.js';
import { namedCredentials } from '../src/identities/named-credentials.js';
import type { OpenProjectOptions } from '../src/open-project-options.js';
import type { Target } from '../src/project.js';
import { fakeProject } from './support.js';

const dev = { stack: 'dev', component: 'api' };

/** A project with one SSM store and these identities; the store, the component and the run may name some. */
function project(
  auth: string,
  { store = '', component = '', ...options }: Partial<OpenProjectOptions> & Record<string, unknown> = {},
) {
  return fakeProject(
    {
      'atmos.yaml': `base_path: "."
stacks: {included_paths: ["*"]}
auth:
${auth.replaceAll(/^/gm, '  ')}
stores:
  ssm: {kind: aws/ssm, secret: true, ${store}options: {region: eu-central-1}}
  second: {kind: aws/ssm, secret: true, ${store}options: {region: us-east-1, endpoint_url: "http://own"}}
  chain: {kind: keychain, identity: nobody}
secrets: {backends: {bare: {kind: aws/ssm}}}
`,
      'stacks/dev.yaml': `components:
  terraform:
    api:
      secrets: {vars: {A: {store: ssm}, B: {store: second}, C: {store: chain}, D: {backend: bare}, E: {backend: aws/ssm}}}
${String(component).replaceAll(/^/gm, '      ')}
`,
    },
    options as Partial<OpenProjectOptions>,
  );
}

/** Reads one secret and returns the identity that its store logged in with. */
async function identityOf(opened: ReturnType<typeof project>, name = 'A', target: Target = dev): Promise<unknown> {
  await (await opened.project.resolver(target)).find(name);
  return opened.identities.at(-1);
}

const keys = '{access_key_id: AKIA, secret_access_key: !env SECRET}';

describe('an identity of AWS', () => {
  test.each<[string, string, unknown]>([
    ['aws/user', `{kind: aws/user, credentials: ${keys}}`, { accessKeyId: 'AKIA', secretAccessKey: 's3cr3t' }],
    [
      'aws/user with region and endpoint',
      `{kind: aws/user, credentials: {access_key_id: AKIA, secret_access_key: x, session_token: t, region: eu-west-1}, spec: {endpoint_url: "http://emulator"}}`,
      { accessKeyId: 'AKIA', secretAccessKey: 'x', sessionToken: 't', region: 'eu-west-1', endpoint: 'http://emulator' },
    ],
    [
      'aws/user with the older resolver',
      `{kind: aws/user, credentials: {access_key_id: AKIA, secret_access_key: x, aws: {resolver: {url: "http://older"}}}}`,
      { accessKeyId: 'AKIA', secretAccessKey: 'x', endpoint: 'http://older' },
    ],
    [
      'a chain without any region',
      '{kind: aws/assume-role, via: {identity: plain}, principal: {assume_role: arn:last}}',
      { roleArn: 'arn:last', source: { profile: 'team', region: 'eu-central-1' } },
    ],
    ['a profile', '{kind: aws/ambient, spec: {profile: team}}', { profile: 'team' }],
    [
      'a role of the login of the environment',
      '{kind: aws/assume-role, principal: {assume_role: arn:a, external_id: x-1, session_name: ci, duration: 1h30m, region: eu-west-1}}',
      { roleArn: 'arn:a', externalId: 'x-1', sessionName: 'ci', durationSeconds: 5400, region: 'eu-west-1' },
    ],
    [
      'a web identity',
      '{kind: aws/assume-role, via: {provider: gh}, principal: {assume_role: arn:a}, spec: {web_identity_token_file: /var/token}}',
      { roleArn: 'arn:a', webIdentityTokenFile: '/var/token' },
    ],
    [
      'a permission set',
      '{kind: aws/permission-set, via: {provider: sso}, principal: {name: Admin, account: {id: 012345678901}}}',
      {
        sso: { startUrl: 'https://acme.awsapps.com/start', region: 'eu-west-1', accountId: '012345678901', roleName: 'Admin' },
        region: 'eu-west-1',
      },
    ],
    [
      'a chain',
      '{kind: aws/assume-role, via: {identity: Middle}, principal: {assume_role: arn:last}}',
      {
        roleArn: 'arn:last',
        region: 'us-west-2',
        endpoint: 'http://emulator',
        source: {
          roleArn: 'arn:middle',
          region: 'us-west-2',
          endpoint: 'http://emulator',
          source: { accessKeyId: 'AKIA', secretAccessKey: 's3cr3t', region: 'us-west-2', endpoint: 'http://emulator' },
        },
      },
    ],
  ])('is translated: %s', async (_title, identity, expected) => {
    const opened = project(
      `providers:
  sso: {kind: aws/iam-identity-center, start_url: "https://acme.awsapps.com/start", region: eu-west-1}
  gh: {kind: github/oidc}
identities:
  middle: {kind: aws/assume-role, via: {identity: base}, principal: {assume_role: arn:middle}}
  plain: {kind: ambient, spec: {profile: team}}
  base: {kind: aws/user, credentials: {access_key_id: AKIA, secret_access_key: !env SECRET, region: us-west-2}, spec: {endpoint_url: "http://emulator"}}
  chosen: ${identity.replace('{', '{default: true, ')}`,
      { env: { SECRET: 's3cr3t' } },
    );
    // Hops without a region log in where the store is.
    expect(await identityOf(opened)).toEqual({ region: 'eu-central-1', ...(expected as object) });
  });

  test.each([
    ['ambient', '{kind: ambient}'],
    ['aws/ambient', '{kind: aws/ambient, principal: {region: eu-west-1}}'],
    ['aws/emulator', '{kind: aws/emulator, emulator: localstack}'],
  ])('of kind %s is the login of the environment', async (_title, identity) => {
    const opened = project(`identities: {chosen: ${identity.replace('{', '{default: true, ')}}`);
    expect(await identityOf(opened)).toBeUndefined();
    expect(opened.made).toEqual([{ kind: 'aws/ssm', options: { region: 'eu-central-1' } }]);
  });

  test.each<[string, string, string]>([
    [
      '{kind: aws/assume-role, via: {identity: b}, principal: {assume_role: arn}}',
      'INVALID_CONFIG',
      'identity a goes through b goes through a, which is a circle',
    ],
    [
      '{kind: aws/assume-role, via: {identity: bb}, principal: {assume_role: arn}}',
      'INVALID_CONFIG',
      'identity a goes through "bb", which auth.identities does not have. Did you mean b?',
    ],
    [
      '{kind: aws/assume-role, via: {provider: no}, principal: {assume_role: arn}}',
      'INVALID_CONFIG',
      'identity a goes through "no", which auth.providers does not have',
    ],
    [
      '{kind: aws/assume-role, via: {identity: b, provider: p}, principal: {assume_role: arn}}',
      'INVALID_CONFIG',
      'Keep one of them',
    ],
    ['{kind: aws/assume-role, principal: {}}', 'INVALID_CONFIG', 'identity a has no principal.assume_role'],
    ['{kind: aws/assume-role, principal: {assume_role: arn, duration: soon}}', 'INVALID_CONFIG', 'has a duration that is none'],
    [
      '{kind: aws/assume-role, via: {provider: p}, principal: {assume_role: arn}}',
      'UNSUPPORTED',
      'through the provider p (aws/saml)',
    ],
    ['{kind: aws/permission-set, principal: {name: x}}', 'INVALID_CONFIG', 'has no via.provider'],
    ['{kind: aws/permission-set, via: {provider: p}}', 'INVALID_CONFIG', 'It needs one of kind aws/iam-identity-center'],
    ['{kind: aws/permission-set, via: {provider: empty}}', 'INVALID_CONFIG', 'provider empty needs start_url and region'],
    [
      '{kind: aws/permission-set, via: {provider: sso}, principal: {account: {id: "1"}}}',
      'INVALID_CONFIG',
      'has no principal.name',
    ],
    ['{kind: aws/permission-set, via: {provider: sso}, principal: {name: x}}', 'INVALID_CONFIG', 'has no principal.account.id'],
    [
      '{kind: aws/permission-set, via: {provider: sso}, principal: {name: x, account: {name: dev}}}',
      'UNSUPPORTED',
      'names its account by name',
    ],
    ['{kind: aws/user}', 'UNAUTHENTICATED', 'has no credentials.access_key_id'],
    [
      '{kind: aws/user, credentials: {access_key_id: !env NOT_SET, secret_access_key: x}}',
      'UNAUTHENTICATED',
      'or the variable that it names is not set',
    ],
    ['{kind: aws/user, credentials: {access_key_id: AKIA}}', 'UNAUTHENTICATED', 'no secret_access_key'],
    [`{kind: aws/user, credentials: {access_key_id: AKIA, secret_access_key: x, mfa_arn: arn}}`, 'UNSUPPORTED', 'MFA'],
    ['{kind: aws/assume-root}', 'UNSUPPORTED', 'has the kind aws/assume-root, which cannot log in to AWS here yet'],
    ['{kind: invented}', 'UNSUPPORTED', 'has the kind invented'],
    ['{principal: {}}', 'INVALID_CONFIG', 'has no kind'],
    [
      '{kind: aws/assume-role, via: b, principal: {assume_role: arn}}',
      'INVALID_CONFIG',
      'has a via without identity and provider',
    ],
    [
      '{kind: aws/assume-role, via: {identity: !env B}, principal: {assume_role: arn}}',
      'INVALID_CONFIG',
      'has a via without identity',
    ],
    ['{kind: aws/ambient, via: {identity: b}}', 'INVALID_CONFIG', 'cannot go through another'],
  ])('%s fails on use alone, with its place', async (identity, code, message) => {
    const opened = project(`providers:
  p: {kind: aws/saml}
  empty: {kind: aws/iam-identity-center}
  sso: {kind: aws/iam-identity-center, start_url: "https://acme.awsapps.com/start", region: eu-west-1}
identities:
  b: {kind: aws/assume-role, via: {identity: a}, principal: {assume_role: arn}}
  a: ${identity.replace('{', '{default: true, ').replace(', }', '}')}`);
    expect(await opened.project.declarations(dev)).toHaveLength(5);
    await (await opened.project.resolver(dev)).find('C');
    await expect(identityOf(opened)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(new RegExp(`^atmos\\.yaml:\\d+:\\d+: .*${message.replaceAll(/[.?()[\]]/g, '\\$&')}`)),
    });
  });
});

describe('the identity of a backend', () => {
  const named = (...names: readonly string[]): string =>
    `identities:\n${names.map((name) => `  ${name}: {kind: aws/user, credentials: {access_key_id: ${name}, secret_access_key: x}}`).join('\n')}`;
  const all = named('own', 'asked', 'theirs', 'setting').concat(
    '\n  usual: {default: true, kind: aws/user, credentials: {access_key_id: usual, secret_access_key: x}}',
  );
  const own = { store: 'identity: own, ' };
  const component = { component: 'auth: {identities: {theirs: {default: true}}}' };

  test.each<[string, Parameters<typeof project>[1], string | undefined]>([
    ['its own, whatever else is said', { ...own, ...component, identity: 'asked' }, 'own'],
    ['the one asked for', { ...component, identity: 'asked' }, 'asked'],
    ['the one of the environment', { ...component, env: { ATMOS_IDENTITY: 'asked', KEYRACK_IDENTITY: 'setting' } }, 'setting'],
    ['the one of the older variable', { env: { ATMOS_IDENTITY: 'asked' } }, 'asked'],
    ["the default of the component's own section", component, 'theirs'],
    [
      "the one that the component's section names",
      { component: 'auth: {identity: theirs}\nsettings: {identity: setting}' },
      'theirs',
    ],
    ['the one of its settings', { component: 'settings: {identity: setting}' }, 'setting'],
    ['the default one, when settings mean something else', { component: 'settings: {identity: [1]}' }, 'usual'],
    ['the default one, when settings name no identity', { component: 'settings: {identity: something}' }, 'usual'],
    ['none, when they are off', { ...component, identity: false }, undefined],
    ['none, when a variable says so', { ...own, env: { ATMOS_IDENTITY: 'false' } }, undefined],
  ])('is %s', async (_title, options, expected) => {
    const opened = project(all, options);
    expect(((await identityOf(opened)) as { accessKeyId?: string } | undefined)?.accessKeyId).toBe(expected);
  });

  it('may be asked for per resolver, and another identity has another provider', async () => {
    const opened = project(all);
    expect(await identityOf(opened, 'A', { ...dev, identity: 'asked' })).toMatchObject({ accessKeyId: 'asked' });
    expect(await identityOf(opened)).toMatchObject({ accessKeyId: 'usual' });
    await identityOf(opened, 'A', { ...dev, identity: 'asked' });
    expect(opened.made).toHaveLength(2);
  });

  it('may be asked for in every question that reaches a backend', async () => {
    const opened = project(all);
    const { project: asked } = opened;
    await asked.status(await asked.declarations(dev), { verify: true, identity: 'own' });
    expect(opened.identities.at(-1)).toMatchObject({ accessKeyId: 'own' });
    await asked.describeComponent({ ...dev, identity: 'setting', reveal: true });
    expect(opened.identities).toHaveLength(1);
    const withCall = project(all, { component: 'vars: {a: !secret A | default "x"}' });
    await withCall.project.describeComponent({ ...dev, identity: 'setting', reveal: true });
    expect(withCall.identities.at(-1)).toMatchObject({ accessKeyId: 'setting' });
  });

  test.each<[string, Parameters<typeof project>[1], string, string]>([
    [
      'a store names one that is not there',
      { store: 'identity: owned, ' },
      'INVALID_CONFIG',
      'atmos.yaml:11:3: store:ssm: there is no identity "owned" in auth.identities. Did you mean own?',
    ],
    [
      'one is asked for that is not there',
      { identity: 'ask' },
      'INVALID_ARGUMENT',
      'there is no identity "ask" in auth.identities',
    ],
    [
      'two say that they are the default',
      { component: 'auth: {identities: {own: {default: true}, asked: {default: true}}}' },
      'INVALID_CONFIG',
      'two identities say default: true: own',
    ],
  ])('fails when %s', async (_title, options, code, message) => {
    await expect(identityOf(project(all, options))).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
  });

  it('belongs to backends that take one', async () => {
    const opened = project(all, { identity: 'not there' });
    await identityOf(opened, 'C');
    expect(opened.project.warnings).toEqual(['store:chain: keychain logs in without identities, so nobody has no effect.']);
  });

  it('is not of another cloud, unless the store says so', async () => {
    const azure = 'identities: {z: {kind: azure/subscription, default: true}}';
    expect(await identityOf(project(azure))).toBeUndefined();
    await expect(identityOf(project(azure, { store: 'identity: z, ' }))).rejects.toMatchObject({
      message: expect.stringContaining('store:ssm names the identity z of kind azure/subscription, which does not log in to AWS'),
    });
  });

  it('logs in once for all its stores', async () => {
    const opened = project(`identities: {one: {kind: aws/user, default: true, credentials: ${keys}}}`, { env: { SECRET: 'x' } });
    await (await opened.project.resolver(dev)).getMany(['A', 'B', 'D', 'E']);
    expect(opened.identities).toHaveLength(1);
    expect(new Set(opened.made.map(({ options }) => (options as { credentials: unknown }).credentials)).size).toBe(1);
  });

  it('brings region and endpoint to stores that have none', async () => {
    const opened = project(
      `identities: {one: {kind: aws/user, default: true, credentials: {access_key_id: AKIA, secret_access_key: x, region: eu-west-3}, spec: {endpoint_url: "http://emulator"}}}`,
    );
    await (await opened.project.resolver(dev)).getMany(['A', 'B', 'D']);
    const credentials = expect.any(Function);
    expect(opened.made.map(({ options }) => options)).toEqual([
      { region: 'eu-central-1', endpoint: 'http://emulator', credentials },
      { region: 'us-east-1', endpoint: 'http://own', credentials },
      { region: 'eu-west-3', endpoint: 'http://emulator', credentials },
    ]);
  });

  it('leaves a store with a profile of its own alone, unless the store names it', async () => {
    for (const [store, expected] of [
      ['', { region: 'x', profile: 'team' }],
      ['identity: own, ', { region: 'x', credentials: expect.any(Function) }],
    ] as const) {
      const opened = fakeProject({
        'atmos.yaml': `auth:\n${all.replaceAll(/^/gm, '  ')}\nstores: {s: {kind: aws/ssm, secret: true, ${store}options: {region: x, profile: team}}}`,
        'keyrack.yaml': 'secrets: {vars: {A: {store: s}}}',
      });
      await (await opened.project.resolver()).find('A');
      expect(opened.made.map(({ options: given }) => given)).toEqual([expected]);
    }
  });

  test.each([
    [{ AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'eu-west-2' }, 'eu-west-1'],
    [{ AWS_DEFAULT_REGION: 'eu-west-2' }, 'eu-west-2'],
  ])('leaves the region to the environment where nobody names one: %o', async (env, region) => {
    const opened = project('{}', { env });
    await (await opened.project.resolver(dev)).getMany(['A', 'D', 'E']);
    expect(opened.made.map(({ options }) => (options as { region: string }).region)).toEqual(['eu-central-1', region, region]);
  });

  it('runs an !exec of its keys once, and its keys are masked', async () => {
    const masker = createMasker();
    const opened = project(
      'identities: {one: {kind: aws/user, default: true, credentials: {access_key_id: AKIA, secret_access_key: !exec vault read key}}}',
      { masker },
    );
    const exec = vi.spyOn(opened.io, 'exec');
    await (await opened.project.resolver(dev)).getMany(['A', 'B']);
    expect(exec).toHaveBeenCalledTimes(1);
    expect(masker.mask('the key is: ran vault read key')).toBe('the key is: <MASKED>');
  });
});

it('identities are listed as written, whatever their kind', () => {
  const opened = project('identities: {a: {kind: azure/subscription}, b: {kind: anything, default: true}, c: }');
  expect(opened.project.identities()).toEqual([
    { name: 'a', kind: 'azure/subscription', default: false },
    { name: 'b', kind: 'anything', default: true },
    { name: 'c', kind: '', default: false },
  ]);
});

describe('a login that fails', () => {
  const sso = { startUrl: 'https://acme.awsapps.com/start', region: 'eu-west-1', accountId: '111122223333', roleName: 'Admin' };
  const failing = (code: ErrorCode): (() => Promise<never>) => {
    return () =>
      Promise.reject(secretError('the token is gone.', { code, provider: 'aws/ssm', operation: 'login', target: 'role' }));
  };

  test.each<[string, AwsIdentity, ErrorCode, string]>([
    ['keys', { accessKeyId: 'a', secretAccessKey: 'b' }, 'UNAUTHENTICATED', 'identity team: the token is gone.'],
    ['single sign-on', { sso }, 'UNAUTHENTICATED', 'identity team: the token is gone. Log in with: aws sso login'],
    [
      'a role behind single sign-on',
      { roleArn: 'r', source: { sso } },
      'UNAUTHENTICATED',
      'identity team: the token is gone. Log in with: aws sso login',
    ],
    ['a refusal', { sso }, 'PERMISSION_DENIED', 'identity team: the token is gone.'],
  ])('names its identity: %s', async (_title, identity, code, message) => {
    const credentials = namedCredentials(failing(code), { id: 1, name: 'team', identity });
    await expect(credentials()).rejects.toMatchObject({ code, message, provider: 'aws/ssm', operation: 'login', target: 'role' });
  });

  it('of a package that knows no identities says what to install', async () => {
    const opened = fakeProject(
      {
        'atmos.yaml': 'auth: {identities: {one: {kind: aws/ambient, default: true, spec: {profile: p}}}}',
        'keyrack.yaml': 'secrets: {vars: {A: {backend: aws/ssm}}}',
      },
      {},
      { createAwsIdentity: undefined },
    );
    await expect((await opened.project.resolver()).get('A')).rejects.toMatchObject({
      code: 'INVALID_CONFIG',
      message: expect.stringContaining('npm install @keyrack/aws-ssm@latest'),
    });
  });
});
