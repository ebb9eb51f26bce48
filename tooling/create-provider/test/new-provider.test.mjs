import { cpSync, existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newProvider } from '../src/new-provider.mjs';
import { writeAll } from '../src/write-all.mjs';

const repository = fileURLToPath(new URL('../../..', import.meta.url));
const registered = [
  'packages/config/src/store-kinds.ts',
  'tooling/repo-check/data/packages.json',
  'tooling/repo-check/data/spellings.json',
  'pnpm-workspace.yaml',
];

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'keyrack-create-provider-'));
  mkdirSync(join(root, 'packages/providers/memory'), { recursive: true });
  for (const path of registered) cpSync(join(repository, path), join(root, path));
});
afterEach(() => rmSync(root, { recursive: true }));

const read = (path) => readFileSync(join(root, path), 'utf8');
const everything = () => Object.fromEntries(globSync('**/*.*', { cwd: root }).map((path) => [path, read(path)]));

/** Runs the command on a root that has what it reads and nothing else; with `typed`, at a terminal where somebody answers so. */
async function run(argv, { typed, complete = () => '' } = /** @type {{ typed?: string[], complete?: () => string }} */ ({})) {
  const input = Object.assign(new PassThrough(), { isTTY: typed !== undefined });
  const output = new PassThrough();
  const answers = [...(typed ?? [])];
  output.on('data', () => (answers.length > 0 ? input.write(`${answers.shift()}\n`) : input.end()));
  const out = /** @type {string[]} */ ([]);
  const err = /** @type {string[]} */ ([]);
  const say = { log: (line) => void out.push(line), complain: (line) => void err.push(line) };
  const code = await newProvider(argv, { root, input, output, complete, ...say });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

describe('a new provider', () => {
  it('is a package, a changeset, a kind and an entry of the package list', async () => {
    const { code, out } = await run(['acme-vault', '--name', 'ACME Vault']);
    expect([code, out]).toEqual([0, expect.stringContaining('packages/providers/acme-vault (acme/vault)')]);
    expect(globSync('packages/providers/acme-vault/**/*.*', { cwd: root }).length).toBeGreaterThan(14);
    expect(read('.changeset/acme-vault.md')).toContain("'@keyrack/acme-vault': minor");
    expect(read('packages/config/src/store-kinds.ts')).toContain(
      "  { ...remote, kind: 'acme/vault', package: 'acme-vault', available: true, secret: 'always' },\n];",
    );
    expect(JSON.parse(read('tooling/repo-check/data/packages.json'))['packages/providers/acme-vault']).toEqual({
      imports: ['@keyrack/core/provider', '@keyrack/core/http'],
    });
    expect(read('packages/providers/acme-vault/src/index.ts')).toContain('createAcmeVault');
    expect(read('packages/providers/acme-vault/src/options.ts')).toContain("description: 'URL of ACME Vault.'");
  });

  it.for([['--fetch'], ['--sdk', 'age-encryption'], ['--file']])('keeps nothing of the name of the template: %o', async (by) => {
    expect((await run(['acme', ...by])).code).toBe(0);
    const files = globSync('packages/providers/acme/**/*.*', { cwd: root });
    const left = files.filter((path) =>
      /example.?vault|example-sdk/i.test(path + read(path).replaceAll('vault.example.com', '')),
    );
    expect(left).toEqual([]);
  });

  it('of a known kind adds no kind but says that it is available, and has the capitals of its vendor', async () => {
    const before = read('packages/config/src/store-kinds.ts');
    expect((await run(['onepassword'])).code).toBe(0);
    expect(read('packages/config/src/store-kinds.ts')).toBe(
      before.replace("package: 'onepassword',", "package: 'onepassword', available: true,"),
    );
    expect(before).toContain("package: 'onepassword',");
    expect(read('.changeset/onepassword.md')).toContain("'@keyrack/config': minor");
    expect(read('packages/providers/onepassword/src/index.ts')).toContain('createOnePassword');
  });

  it('with an SDK that the catalog does not have adds it with its range', async () => {
    expect((await run(['acme', '--sdk', '@acme/client@^2.1.0'])).code).toBe(0);
    expect(read('pnpm-workspace.yaml')).toContain('  "@acme/client": ^2.1.0 # the official client of Acme\n\n');
    expect(JSON.parse(read('packages/providers/acme/package.json')).dependencies).toEqual({
      '@acme/client': 'catalog:',
      '@keyrack/core': 'workspace:^',
    });
  });

  it.for([
    ['--fetch', "retry: 'core'"],
    ['--sdk=age-encryption', "retry: 'sdk'"],
    ['--file', "retry: 'none'"],
  ])('is repeated by one side only, with %s', async ([by = '', repeated = '']) => {
    await run(['acme', by]);
    expect(read('packages/providers/acme/src/acme.ts').match(/retry: .*(?=,)/g)).toEqual([repeated]);
  });

  it('prints the steps of the operations that were asked for', async () => {
    const { out } = await run(['acme', '--operations', 'get,list,set']);
    expect(out.match(/^ {5}(\w+):/gm)).toEqual(['     set:', '     list:']);
  });

  it('asks at a terminal for what is missing', async () => {
    const { code, out } = await run(['acme', '--fetch'], { typed: ['acme/store', '', 'delete'] });
    expect([code, out]).toEqual([0, expect.stringContaining('packages/providers/acme (acme/store)')]);
    expect(out.match(/^ {5}(\w+):/gm)).toEqual(['     delete:']);
  });

  it('is not written when somebody leaves in the middle of the questions', async () => {
    const before = everything();
    expect(await run(['acme'], { typed: ['acme/store'] })).toMatchObject({
      code: 2,
      err: expect.stringContaining('nothing was written'),
    });
    expect(everything()).toEqual(before);
  });

  it('says which step failed after the writing', async () => {
    const { code, out } = await run(['acme'], { complete: () => 'pnpm install: no network' });
    expect([code, out]).toEqual([1, expect.stringContaining('pnpm install: no network')]);
  });
});

describe('a refusal writes nothing', () => {
  it.for([
    [[], /Give an id/],
    [['a', 'b'], /one id is enough/],
    [['memory'], /is there already/],
    [['../escape'], /is no id/],
    [['Acme'], /is no id/],
    [['example-vault'], /is no id/],
    [['acme', '--kind', 'Acme'], /is no kind/],
    [['acme', '--kind', 'aws/ssm'], /belongs to aws-ssm/],
    [['acme', '--kind', 'keyring'], /belongs to os-keychain/],
    [['acme', '--kind', 'redis'], /no package yet/],
    [['acme', '--kind', 'sops/age'], /belongs to sops/],
    [['acme', '--name', "it's"], /is no name/],
    [['acme', '--sdk', '@acme/client'], /the catalog has no @acme\/client/],
    [['acme', '--sdk', 'a b'], /is no package/],
    [['acme', '--fetch', '--file'], /exclude each other/],
    [['acme', '--operations', 'get,put'], /no operation is called put/],
    [['acme', '--unknown'], /--unknown/],
  ])('%o', async ([argv, sentence]) => {
    const before = everything();
    const { code, err } = await run(/** @type {string[]} */ (argv));
    expect([code, err]).toEqual([2, expect.stringMatching(/** @type {RegExp} */ (sentence))]);
    expect(everything()).toEqual(before);
  });

  it('a disk that fails half-way, too', () => {
    writeFileSync(join(root, 'kept.txt'), 'before');
    mkdirSync(join(root, 'folder.md'));
    expect(() => writeAll(root, { 'kept.txt': 'after', 'new/deep/file.md': 'text', 'folder.md': 'text' })).toThrow('EISDIR');
    expect(read('kept.txt')).toBe('before');
    expect(existsSync(join(root, 'new'))).toBe(false);
    expect(existsSync(dirname(join(root, 'folder.md')))).toBe(true);
  });
});
