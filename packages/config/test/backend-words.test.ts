import { type SecretProvider, secretError } from '@keyrack/core/provider';
import { describe, expect, it } from 'vitest';
import { openProjectWith } from '../src/open-project.js';
import type { BackendCall } from '../src/open-project-options.js';

import { fakeIo, fakeProject, fakeProvider } from './support.js';

const canary = 'cAnArY-backend-42';
const options = ['region', 'endpoint', 'profile', 'kmsKeyId', 'prefix'] as const;

/** A project whose backend fails in these words. */
function failing(config: string, message: string, { code = 'UNAVAILABLE', at = 'call' } = {}) {
  const calls: BackendCall[] = [];
  const error = secretError(message, {
    code: code as 'UNAVAILABLE',
    provider: 'aws/ssm',
    operation: 'get',
    target: 'A',
    original: Object.assign(new Error(canary), { name: 'TimeoutError', $metadata: { httpStatusCode: 504 } }),
  });
  const fail = async () => Promise.reject(error);
  const provider: SecretProvider = {
    ...fakeProvider('aws/ssm'),
    get: fail,
    status: fail,
    getMany: async (addresses) => addresses.map(() => ({ error })),
  };
  const io = fakeIo({ '/p/keyrack.yaml': config });
  const factory = (): SecretProvider => {
    if (at === 'creation') throw error;
    return provider;
  };
  const load = async () => ({ factory, options, install: '' });
  const project = openProjectWith(
    { cwd: '/p', env: {}, homeDir: '/h', io, observe: (call) => void calls.push(call) },
    () => load,
  );
  return { project, calls };
}

const needsRecipients = secretError('Set `ageRecipients`.', { code: 'INVALID_CONFIG', provider: 'sops/age', operation: 'get' });
const withoutRecipients: SecretProvider = {
  ...fakeProvider('sops/age'),
  get: () => Promise.reject(needsRecipients),
  getMany: async (addresses) => addresses.map(() => ({ error: needsRecipients })),
};

async function messageOf(...given: Parameters<typeof failing>): Promise<string> {
  const secrets = await failing(...given).project.resolver();
  return secrets.get('A').then(
    () => '',
    (error: Error) => error.message,
  );
}

const backend = (more = '') => `secrets:
  backends:
    far: { kind: aws/ssm, options: { region: us-east-1${more} } }
  vars: { A: { backend: far }, B: { backend: far } }
`;

describe('an option of the library', () => {
  it.each([
    ['Set `region`.', 'Set options.region of backend far in keyrack.yaml:3.'],
    ['Look at `kmsKeyId`.', 'Look at options.kms_key_id of backend far in keyrack.yaml:3.'],
    [
      'Set `region`, AWS_REGION or `profile`.',
      'Set options.region of backend far in keyrack.yaml:3, AWS_REGION or options.profile.',
    ],
    ['Run `keyrack keygen`, not `set`.', 'Run `keyrack keygen`, not `set`.'],
  ])('in "%s" is named as the configuration does', async (said, shown) => {
    expect(await messageOf(backend(), said, { code: 'INVALID_CONFIG' })).toBe(shown);
  });

  it('is spelled as it is written', async () => {
    expect(await messageOf(backend(', kms_key: k'), 'Look at `kmsKeyId`.', { code: 'INVALID_CONFIG' })).toBe(
      'Look at options.kms_key of backend far in keyrack.yaml:3.',
    );
  });

  it.each([
    [
      'secrets: { backends: { v: { kind: sops/age, options: { ageRecipients: age1x } } }, vars: { A: { backend: v } } }',
      'options',
    ],
    ['secrets: { providers: { v: { kind: sops/age, spec: { ageRecipients: age1x } } }, vars: { A: { sops: v } } }', 'spec'],
  ])('that only the library has is named as the file may spell it: %s', async (config, key) => {
    const { project } = fakeProject(
      { 'keyrack.yaml': config },
      {},
      { factory: () => withoutRecipients, options: ['ageRecipients'] },
    );
    const error = await (await project.resolver()).get('A').catch((thrown: Error) => thrown);
    const owner = key === 'spec' ? 'vault v' : 'backend v';
    expect((error as Error).message).toBe(`Set ${key}.age_recipients of ${owner} in keyrack.yaml:1.`);
    expect(project.warnings).toEqual([
      expect.stringMatching(`unknown key ageRecipients of ${key} of ${owner}, .* Did you mean age_recipients\\?`),
    ]);
  });

  it('is named in what the creation refuses', async () => {
    const said = 'the options of aws/ssm need attention: "region" must be text; "other" is not.';
    expect(await messageOf(backend(), said, { at: 'creation' })).toBe(
      'store:far: the options of aws/ssm need attention: options.region of backend far in keyrack.yaml:3 must be text; "other" is not.',
    );
  });

  it('is a secret when it stands in quotes later', async () => {
    expect(await messageOf(backend(), 'get of "region" on aws/ssm was refused.', { code: 'PERMISSION_DENIED' })).toBe(
      'get of "region" on aws/ssm was refused.',
    );
  });

  it('without an entry says where one goes', async () => {
    expect(await messageOf('secrets: { vars: { A: { backend: aws/ssm } } }', 'Set `region`.')).toBe(
      'Set options.region of an entry for aws/ssm under secrets.backends.',
    );
  });
});

describe('a backend that cannot be reached', () => {
  it('is named by its host alone', async () => {
    const config = backend(', endpoint: "https://user:pa55word@vault.example.com:8200/path?token=x"');
    const shown = 'get failed: it does not answer. The address is vault.example.com:8200.';
    expect(await messageOf(config, 'get failed: it does not answer.')).toBe(shown);
    expect(await messageOf(config, 'get failed: it does not answer.', { code: 'TIMEOUT' })).toBe(shown);
    expect(await messageOf(config, 'vault.example.com:8200 is out of reach.')).toBe('vault.example.com:8200 is out of reach.');
    expect(await messageOf(config, 'was refused.', { code: 'PERMISSION_DENIED' })).toBe('was refused.');
  });

  it('keeps its code, its target and what may be told of the native error, also in a batch', async () => {
    const { project } = failing(backend(), 'Set `region`.');
    const [one, two] = await (await project.resolver()).getMany(['A', 'B']);
    for (const result of [one, two])
      expect(result).toMatchObject({
        error: { code: 'UNAVAILABLE', target: 'A', retryable: true, cause: { name: 'TimeoutError', status: 504 } },
      });
    expect(JSON.stringify([one, two])).toContain('options.region of backend far');
    const [row] = await project.status(project.globalDeclarations(), { verify: true });
    expect(row).toMatchObject({ status: 'error', error: { message: expect.stringContaining('options.region of backend far') } });
  });
});

describe('an observer', () => {
  it('is told of each call without names, values and messages', async () => {
    const { project, calls } = failing(backend(), 'Set `region`.');
    const secrets = await project.resolver();
    await secrets.get('A').catch(() => undefined);
    await secrets.getMany(['A', 'B']);
    await project.close();
    expect(calls).toEqual([
      {
        backend: 'store:far',
        kind: 'aws/ssm',
        operation: 'get',
        names: 1,
        ms: expect.any(Number),
        failure: { code: 'UNAVAILABLE', native: { name: 'TimeoutError', status: 504 } },
      },
      expect.objectContaining({ operation: 'getMany', names: 2, failure: expect.objectContaining({ code: 'UNAVAILABLE' }) }),
    ]);
    expect(JSON.stringify(calls)).not.toContain(canary);
  });

  it('is told of what succeeds', async () => {
    const calls: BackendCall[] = [];
    const provider = fakeProvider('aws/ssm');
    const io = fakeIo({ '/p/keyrack.yaml': backend() });
    const load = async () => ({ factory: () => provider, options, install: '' });
    const project = openProjectWith(
      { cwd: '/p', env: {}, homeDir: '/h', io, observe: (call) => void calls.push(call) },
      () => load,
    );
    await (await project.resolver()).find('A');
    expect(calls).toMatchObject([{ backend: 'store:far', operation: 'get', names: 1 }]);
    expect(calls[0]).not.toHaveProperty('failure');
  });
});
