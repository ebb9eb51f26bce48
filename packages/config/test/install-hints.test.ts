import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createProviderLoader } from '../src/kinds.js';
import { openProjectWith } from '../src/open-project.js';
import { kinds } from '../src/store-kinds.js';
import { fakeIo, fakeProject } from './support.js';

/** What a program at a place says of a missing package to a project; `manifests` are the folders that have a `package.json`. */
async function hint(place: string, kind: string, manifests: readonly string[] = []): Promise<unknown> {
  const root = mkdtempSync(join(tmpdir(), 'keyrack-hints-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const folder of manifests) {
    mkdirSync(join(root, folder), { recursive: true });
    writeFileSync(join(root, folder, 'package.json'), '{}');
  }
  const installedAt = pathToFileURL(join(root, place, 'keyrack', 'dist', 'main.js')).href;
  mkdirSync(dirname(fileURLToPath(installedAt)), { recursive: true });
  const load = createProviderLoader(join(root, 'work/project'), { installedAt });
  return load(kind).then(
    () => 'loaded',
    (error: Error) => error.message,
  );
}

describe('a package that is missing', () => {
  it.each([
    ['usr/lib/node_modules', [], 'npm install --global @keyrack/aws-ssm'],
    ['AppData/npm/node_modules', [], 'npm install --global @keyrack/aws-ssm'],
    ['share/pnpm/global/5/.pnpm/keyrack@1.0.0/node_modules', ['share/pnpm/global/5'], 'pnpm add --global @keyrack/aws-ssm'],
    ['work/project/node_modules', ['work/project'], 'npm install @keyrack/aws-ssm'],
    ['work/node_modules', ['work'], 'npm install @keyrack/aws-ssm'],
    ['work/node_modules', [], 'npm install @keyrack/aws-ssm'],
    ['work/project/node_modules/.pnpm/keyrack@1.0.0/node_modules', ['work/project'], 'npm install @keyrack/aws-ssm'],
    // What npx keeps is not looked into by anything that is installed.
    ['home/.npm/_npx/0a1b/node_modules', ['home/.npm/_npx/0a1b'], 'npm install @keyrack/aws-ssm'],
    ['source/packages', [], 'npm install @keyrack/aws-ssm'],
  ])('of a program in %s is installed where that looks', async (place, manifests, command) => {
    expect(await hint(place, 'aws/ssm', manifests)).toBe(
      `the package @keyrack/aws-ssm, which aws/ssm needs, is not installed. Run: ${command}`,
    );
  });

  it.each(['hashicorp/vault', 'onepassword', 'gcp/secretmanager', 'redis'])(
    'because there is none yet for %s is never offered for installation',
    async (kind) => {
      const message = await hint('usr/lib/node_modules', kind);
      expect(message).toContain(`${kind} is not available yet`);
      expect(message).not.toMatch(/install|@keyrack/);
    },
  );

  it.each([
    ['hashicorp/vault', {}],
    ['onepassword', {}],
    ['gcp/secretmanager', {}],
    ['azure/keyvault', {}],
    ['github/actions', {}],
    ['gsm', { kind: 'gcp/secretmanager' }],
  ])('because there is none yet for %s is no matter of its options', async (written, { kind = written }: { kind?: string }) => {
    const message = `${kind} is not available yet: there is no provider for it. Use another backend for these secrets.`;
    for (const config of [
      `secrets: { vars: { A: { backend: ${written} } } }`,
      `secrets: { backends: { b: { kind: ${written} } }, vars: { A: { backend: b } } }`,
      `stores: { b: { kind: ${written}, secret: true } }\nsecrets: { vars: { A: { store: b } } }`,
    ]) {
      const load = createProviderLoader('/p', {});
      const project = openProjectWith(
        { cwd: '/p', env: {}, homeDir: '/home/u', io: fakeIo({ '/p/keyrack.yaml': config }) },
        () => load,
      );
      const error = await (await project.resolver()).get('A').catch((thrown: Error) => thrown);
      expect([config, error]).toMatchObject([config, { code: 'UNSUPPORTED', message }]);
    }
  });

  it('is told apart by what is there', () => {
    const providers = fileURLToPath(new URL('../../providers', import.meta.url));
    expect(kinds.length).toBeGreaterThan(10);
    for (const { kind, package: folder, available } of kinds)
      expect([kind, available]).toEqual([kind, folder !== undefined && existsSync(join(providers, folder, 'package.json'))]);
  });
});

describe('a kind that is not known', () => {
  const refusal = async (kind: string, key: 'kind' | 'backend'): Promise<string> => {
    const text =
      key === 'kind'
        ? `secrets: { backends: { b: { kind: "${kind}" } }, vars: { A: { backend: b } } }`
        : `secrets: { vars: { A: { backend: "${kind}" } } }`;
    const { project } = fakeProject({ 'keyrack.yaml': text });
    const secrets = await project.resolver();
    return secrets.get('A').then(
      () => '',
      (error: Error) => error.message,
    );
  };

  it.each([
    ['aws/secretsmanager', 'aws/asm, which is not available yet'],
    ['aws/secrets-manager', 'aws/asm, which is not available yet'],
    ['aws/secrets', 'aws/asm, which is not available yet'],
    ['secretsmanager', 'aws/asm, which is not available yet'],
    ['aws/parameterstore', 'aws/ssm'],
    ['aws/parameter-store', 'aws/ssm'],
    ['ssm', 'aws/ssm'],
    ['AWS/SSM', 'aws/ssm'],
    ['aws/smm', 'aws/ssm'],
    ['vault', 'hashicorp/vault, which is not available yet'],
    ['keyvault', 'azure/keyvault, which is not available yet'],
    ['gcp/secretsmanager', 'gcp/secretmanager, which is not available yet'],
    ['google/secret-manager', 'gcp/secretmanager, which is not available yet'],
    ['1pasword', 'onepassword, which is not available yet'],
    ['sops/agee', 'sops/age'],
    ['sops-age', 'sops/age'],
    ['env', 'dotenv'],
    ['.env', 'dotenv'],
  ])('%s is answered with the nearest: %s', async (kind, nearest) => {
    expect(await refusal(kind, 'kind')).toContain(`Did you mean ${nearest}?`);
    expect(await refusal(kind, 'backend')).toContain(`Did you mean ${nearest}?`);
  });

  it.each(['aws/nothing-of-the-kind', 'completely-different', 'azure/blob'])('%s is answered with none', async (kind) => {
    expect(await refusal(kind, 'kind')).not.toContain('Did you mean');
    expect(await refusal(kind, 'backend')).not.toContain('Did you mean');
  });
});
