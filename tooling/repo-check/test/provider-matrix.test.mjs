import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshDocs } from '../src/fresh-docs.mjs';
import { limitsInWords } from '../src/limits-text.mjs';
import { openRepo } from '../src/repo.mjs';
import { generatedDocs } from '../src/rules/generated-docs.mjs';

const dir = 'packages/providers/acme-vault';
const servers = 'tooling/live-servers/data/servers.json';
const facts = { packages: {}, spellings: {} };

/** A provider as it is once built: all that the pages are made from. */
const built = (limits = {}, methods = 'get() {}, set() {}') => `
export const acmeVaultOptions = {};
export const createAcmeVault = (given) => ({ kind: 'acme/vault', given, ${methods}, limits: ${JSON.stringify({
  addresses: ['path'],
  maxValueBytes: 4096,
  emptyValue: false,
  conditionalSet: 'none',
  caseSensitive: true,
  statusCost: 'remote',
  concurrency: 4,
  ...limits,
})} });`;
const readme = `## Options
<!-- options:start -->
<!-- options:end -->
## Operations and limits
<!-- operations:start -->
<!-- operations:end -->
By hand.
`;
const core = `export const errorCodes = {};
export const describeOptions = () => [{ name: 'url', type: 'text', required: true, secret: false, example: 'https://x' }];`;
const manifest = (rest) => JSON.stringify({ name: '@keyrack/acme-vault', ...rest });
const keyrack = { kind: ['acme/vault', 'acme/other'], stability: 'experimental', maintainer: 'acme', since: '0.2.0' };

let root;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'keyrack-matrix-'));
  write('packages/core/package.json', '{ "name": "@keyrack/core" }');
  write('packages/core/dist/provider.js', core);
  write(`${dir}/package.json`, manifest({ keyrack }));
  write(`${dir}/README.md`, readme);
  write(`${dir}/dist/index.js`, built());
  write(`${dir}/test/contract.test.ts`, "describeContract('here', harness);");
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path, text) {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
}

const opened = (pages = {}) => openRepo(root, { facts, fresh: pages });
const fresh = () => freshDocs(root, opened());
const matrix = async () => (await fresh())['docs/provider-matrix.md'];
const findings = async () => generatedDocs(opened(await fresh()));

describe('the matrix', () => {
  it('says what each provider is, can do, takes, and how that was proved', async () => {
    const { text } = await matrix();
    for (const row of [
      /\| `acme\/vault`, `acme\/other` \| \[@keyrack\/acme-vault\].* \| experimental \| acme +\| 0\.2\.0/,
      /\| acme-vault \| yes +\| yes +\|$/m,
      /\| acme-vault \| paths +\| 1 to 4,096 bytes in UTF-8 \| no +\| no +\| no +\| differ .*\| costs a request \| no +\| 4 +\| 30 s/,
      /\| acme-vault \| \[in process\]\(\.\.\/packages\/providers\/acme-vault\/test\/contract\.test\.ts\) \| never +\| 0/,
      /## Exemptions\n\nNone\./,
    ])
      expect(text).toMatch(row);
  });

  it.each([
    [{ statusCost: 'local' }, 'costs no request', 'no'],
    [{ batch: { getMany: { size: 10, unit: 'name' } } }, 'costs a request', '10 names a call'],
    [{ batch: { statusMany: { size: 1000, unit: 'name' } } }, 'costs a request for up to 1,000 names', 'no'],
    [
      { batch: { getMany: { size: 20, unit: 'folder' }, statusMany: { size: 50, unit: 'folder' } } },
      'costs a request for up to 50 names of a folder',
      'a folder a call, of at most 20 names',
    ],
  ])('says of %j what a status costs and what a call reads', (limits, status, batches) => {
    const words = limitsInWords({ addresses: ['path'], maxValueBytes: 1, concurrency: 1, statusCost: 'remote', ...limits });
    expect([words.Status, words.Batches]).toEqual([status, batches]);
  });

  it('counts and lists what a provider is let off, and names the version of a server', async () => {
    const exempt = "{ exempt: { 'names/x': 'no | such name: https://example.com' } }";
    write(`${dir}/package.json`, manifest({ keyrack, devDependencies: { '@keyrack/emulators': 'workspace:*' } }));
    write(`${dir}/test/live/acme.test.ts`, `describeContract('a server', harness, ${exempt});`);
    write(servers, '{ "acme": { "version": "1.2.3" } }');
    const { text } = await matrix();
    expect(text).toMatch(/\[emulator\].*\[acme 1\.2\.3\]\(.*test\/live\/acme\.test\.ts\) \| 1/);
    expect(text).toMatch(/\| \[a server\].* \| `names\/x` \| no \\\| such name: https:\/\/example\.com \|/);
  });

  it('follows a test to the file that says what several tests run', async () => {
    const shared = "export const describeAcme = (name) => describeContract(name, harness, { exempt: { a: 'because' } });";
    write(`${dir}/test/acme-contract.ts`, shared);
    write(`${dir}/test/contract.test.ts`, "import { describeAcme } from './acme-contract.js';\ndescribeAcme('here');");
    expect((await matrix()).text).toMatch(/\[in process\].* \| never +\| 1 [\s\S]*\[contract\].* \| `a` +\| because/);
  });

  it.each([
    ['a server without a version', { 'test/live/acme.test.ts': "describeContract('x', h);" }, 'no version of the server acme'],
    [
      'exemptions from elsewhere',
      { 'test/contract.test.ts': "describeContract('x', h, { exempt });" },
      'write the exemptions out',
    ],
    ['options from elsewhere', { 'test/contract.test.ts': "describeContract('x', h, options);" }, 'write the exemptions out'],
    ['a provider without its factory', { 'dist/index.js': 'export {};' }, 'exports no "createAcmeVault"'],
    ['a provider that refuses its examples', { 'dist/index.js': built({}, 'x: given.nothing.at.all') }, 'cannot be made'],
  ])('is not made with %s', async (_, files, problem) => {
    for (const [path, text] of Object.entries(files)) write(`${dir}/${path}`, text);
    expect((await matrix()).problem).toContain(problem);
  });
});

describe('drift', () => {
  const settle = async () => {
    for (const { path, fix } of await findings()) write(path, fix);
    expect(await findings()).toEqual([]);
  };

  it('of a limit is found in the matrix and in the README, and what was written by hand stays', async () => {
    await settle();
    write('packages/providers/other/package.json', JSON.stringify({ name: '@keyrack/other', keyrack }));
    const [missing] = await findings();
    expect(missing.text).toContain('build packages/providers/other first');
    rmSync(join(root, 'packages/providers/other'), { recursive: true });
    // Modules are loaded once for a process, so the pages drift and not the provider.
    for (const path of ['docs/provider-matrix.md', `${dir}/README.md`]) {
      const text = opened().read(path);
      write(path, text.replace('4,096', '9,999'));
    }
    const found = await findings();
    expect(found.map(({ path }) => path).sort()).toEqual(['docs/provider-matrix.md', `${dir}/README.md`]);
    for (const { path, fix } of found) write(path, fix);
    expect(opened().read(`${dir}/README.md`)).toMatch(/1 to 4,096 bytes[\s\S]*By hand\.\n$/);
  });

  it('of an exemption and of stability is found', async () => {
    await settle();
    write(`${dir}/test/contract.test.ts`, "describeContract('here', harness, { exempt: { a: 'because' } });");
    expect(await findings()).toEqual([expect.objectContaining({ path: 'docs/provider-matrix.md' })]);
    await settle();
    write(`${dir}/package.json`, manifest({ keyrack: { ...keyrack, stability: 'stable' } }));
    expect(await findings()).toEqual([expect.objectContaining({ path: 'docs/provider-matrix.md' })]);
  });

  it('is found where the marks are gone', async () => {
    await settle();
    write(`${dir}/README.md`, readme.replace('<!-- operations:end -->', ''));
    expect(await findings()).toEqual([
      { path: `${dir}/README.md`, line: 1, text: expect.stringContaining('under "## Operations and limits"') },
    ]);
  });
});
