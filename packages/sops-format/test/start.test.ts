import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { identities, vector } from './vectors.js';

// Inside the package, so that its own name resolves to the build.
const folder = fileURLToPath(new URL('../.cache/start/', import.meta.url));

function runScript(file: string, source: string): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}${file}`, source);
  return execFileSync(process.execPath, ['--no-warnings', `${folder}${file}`], { encoding: 'utf8', cwd: folder });
}

/** The lazily loaded libraries that a program makes the built package load; `keys` holds the identities of these names. */
function libraries(vectorName: string, program: string, names: readonly string[] = ['one']): string[] {
  const source = `
    import { registerHooks } from 'node:module';
    const loaded = [];
    registerHooks({ load(url, context, next) { loaded.push(url); return next(url, context); } });
    const { generateAgeIdentity, readSopsDocument, recipientOf } = await import('@keyrack/sops-format');
    const text = ${JSON.stringify(vector(vectorName))};
    const keys = { ageIdentities: () => ${JSON.stringify(names.map((name) => identities[name]))} };
    ${program}
    console.log(JSON.stringify(loaded.flatMap((url) => /([a-z0-9]+)-library/.exec(url)?.[1] ?? [])));
  `;
  return JSON.parse(runScript(`${vectorName}.mjs`, source));
}

describe('a start', () => {
  it('loads no library to list names', () => {
    expect(
      libraries('nested', 'const document = await readSopsDocument(text); document.names(); document.keptClear("x");'),
    ).toEqual([]);
  });

  const decryptAndChange =
    'const open = await (await readSopsDocument(text)).decrypt(keys); open.set("A", "x"); open.toText(new Date());';

  it.each([
    ['its own key', 'comments', ['one']],
    ['a key of another recipient', 'two-recipients', ['two']],
    ['keys of all kinds', 'comments', ['hybrid', 'stranger', 'one']],
    ['keys to the shares of several groups', 'shamir', ['one', 'two', 'three']],
  ])('loads no library to decrypt and to change with %s', (_, name, names) => {
    expect(libraries(name, decryptAndChange, names)).toEqual([]);
  });

  it('loads age for a hybrid key', () => {
    expect(libraries('hybrid', decryptAndChange, ['hybrid'])).toEqual(['age']);
  });

  it('loads no library to refuse a key that does not fit', () => {
    const refused = 'await (await readSopsDocument(text)).decrypt(keys).then(() => { throw new Error("opened"); }, () => {});';
    expect(libraries('two-recipients', refused, ['stranger'])).toEqual([]);
  });

  it('loads no library to make a key', () => {
    expect(libraries('nested', 'await recipientOf((await generateAgeIdentity()).identity);')).toEqual([]);
  });

  it('loads the expressions for a rule that has one', () => {
    expect(libraries('encrypted-regex', 'await readSopsDocument(text);')).toEqual(['re2']);
  });

  it('loads the YAML parser for anything out of the ordinary', () => {
    expect(libraries('names', 'await readSopsDocument(text);')).toEqual(['yaml']);
  });

  it('bundles the licences of what it bundles', () => {
    const notices = readFileSync(new URL('../dist/THIRD-PARTY-NOTICES.txt', import.meta.url), 'utf8');
    for (const name of ['age-encryption', 're2js', 'yaml', '@noble/hashes', '@scure/base'])
      expect(notices).toMatch(new RegExp(`^${name} \\d+\\.`, 'm'));
  });
});

describe('the README', () => {
  it('has an example that runs', () => {
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    const example = /```js\n([\s\S]*?)```/.exec(readme)?.[1] ?? expect.fail('no example');
    const expected = [...example.matchAll(/console\.log\(.*\/\/ (.*)$/gm)].map(([, output]) => output);
    expect(expected.length).toBeGreaterThan(1);
    expect(runScript('readme.mjs', example).trim().split('\n')).toEqual(expected);
  });
});
