import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createProviderLoader, makeProvider } from '../src/kinds.js';
import { ageKeySource, providerOptions, vaultPath } from '../src/provider-options.js';
import { fakeProvider, thrown } from './support.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'keyrack-kinds-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function install(place: string, name: string, text: string): void {
  const folder = join(root, place, 'node_modules', '@keyrack', name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: `@keyrack/${name}`, type: 'module', exports: { '.': { default: './index.js' } } }),
  );
  writeFileSync(join(folder, 'index.js'), text);
}

describe('loading providers', () => {
  const from = (mark: string): string =>
    `export const createAwsSsm = () => ({ contract: 1, kind: '${mark}', limits: {}, get() {} }); export const awsSsmOptions = { region: {} };`;
  const load = () =>
    createProviderLoader(join(root, 'project'), { installedAt: pathToFileURL(join(root, 'program', 'bin.js')).href });

  it('takes the project first, then the place of the program', async () => {
    install('program', 'aws-ssm', from('program'));
    const first = await load()('aws/ssm');
    expect([first.factory({}).kind, first.options]).toEqual(['program', ['region']]);
    install('project', 'aws-ssm', from('project'));
    expect((await load()('aws/ssm')).factory({}).kind).toBe('project');
  });

  it('takes what the program carries before what is installed beside it, and after the project', async () => {
    const carried = { factory: () => fakeProvider('carried') };
    const embedded = { '@keyrack/aws-ssm': async () => ({ createAwsSsm: carried.factory }) };
    const loadEmbedded = createProviderLoader(join(root, 'project'), { embedded });
    expect((await loadEmbedded('aws/ssm')).factory({}).kind).toBe('carried');
    install('project', 'aws-ssm', from('project'));
    expect((await loadEmbedded('aws/ssm')).factory({}).kind).toBe('project');
  });

  it('finds the exports of a vendor with capitals of its own', async () => {
    install('project', 'onepassword', from('1p').replaceAll('AwsSsm', 'OnePassword').replaceAll('awsSsm', 'onePassword'));
    const { factory, options } = await load()('onepassword');
    expect([factory({}).kind, options]).toEqual(['1p', ['region']]);
  });

  it('names the package that is missing, and how to get it', async () => {
    await expect(load()('aws/ssm')).rejects.toMatchObject({
      code: 'INVALID_CONFIG',
      message: expect.stringContaining('npm install @keyrack/aws-ssm'),
    });
    await expect(load()('redis')).rejects.toMatchObject({ code: 'UNSUPPORTED' });
  });

  it('refuses a package without its factory, and a provider of another contract', async () => {
    install('project', 'sops', 'export const other = 1;');
    await expect(load()('sops/age')).rejects.toThrow('@keyrack/sops has no createSops');
    const odd = { ...fakeProvider('x'), contract: 2 as 1 };
    expect(thrown(() => makeProvider({ factory: () => odd, options: undefined }, 'x', 'store:x', {})).message).toContain(
      'follows contract 2',
    );
  });
});

describe('options', () => {
  it('are translated, and unknown ones are left out with a warning', () => {
    const written = { region: 'x', read_role_arn: 'a', endpoint_url: 'e', stack_delimiter: '/', regoin: 'y', prefix: null };
    expect(providerOptions('aws/ssm', written, ['region', 'readRoleArn', 'endpoint', 'prefix'])).toEqual({
      options: { region: 'x', readRoleArn: 'a', endpoint: 'e' },
      warnings: ['aws/ssm has no option regoin, which was left out. Did you mean region?'],
    });
  });

  it('of Vault say the mount in two ways', () => {
    expect(vaultPath('hashicorp/vault', { path: 'secret/data/atmos' })).toEqual({ mount: 'secret', prefix: 'atmos' });
    expect(vaultPath('hashicorp/vault', { path: 'kv/team' })).toEqual({ mount: 'kv/team' });
    expect(vaultPath('aws/ssm', { path: 'kept' })).toEqual({ path: 'kept' });
  });

  it.each([
    [{}, { from: 'usual places' }],
    [{ age_key: 'text' }, { from: 'value', value: 'text' }],
    [{ age_key: { value: 'v', store: 's' } }, { from: 'value', value: 'v' }],
    [{ age_key: { store: 'keychain' } }, { from: 'store', store: 'keychain', key: 'vault' }],
    [{ age_key: { store: 'keychain', path: 'p' } }, { from: 'store', store: 'keychain', key: 'p' }],
    [
      { age_key: { path: 'f' }, age_key_file: 'g' },
      { from: 'file', path: 'f' },
    ],
    [{ age_key_file: 'g' }, { from: 'file', path: 'g' }],
  ])('of a vault %o say where its key is', (spec, source) => {
    expect(ageKeySource('vault', spec)).toEqual(source);
  });
});
