import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const version = 'v3.13.3';
const folder = fileURLToPath(new URL('../.cache/go-sops', import.meta.url));
const keyFile = fileURLToPath(new URL('vectors/keys.txt', import.meta.url));

function locate(): string | undefined {
  const onPath = (process.env.PATH ?? '').split(delimiter).map((directory) => join(directory, 'sops'));
  return [join(folder, 'sops'), ...onPath].find((file) => existsSync(file));
}

/** Building takes minutes with a cold cache, so it happens only where that was asked for. */
function install(): string | undefined {
  if (process.env.KEYRACK_GO_SOPS !== '1') return undefined;
  execFileSync('go', ['install', `github.com/getsops/sops/v3/cmd/sops@${version}`], {
    env: { ...process.env, GOBIN: folder },
    stdio: 'inherit',
  });
  return locate();
}

const program = locate() ?? install();
if (program === undefined) {
  console.warn('skipped: tests against the official tool. Put sops on PATH, or set KEYRACK_GO_SOPS=1 to build it with go.');
}

/** False where the official tool is not at hand; the reason has then been printed. */
export const hasGoSops: boolean = program !== undefined;

function run(...args: string[]): string {
  const env = { PATH: process.env.PATH, HOME: tmpdir(), SOPS_AGE_KEY_FILE: keyFile };
  return execFileSync(program ?? '', ['--config', '/dev/null', ...args], {
    encoding: 'utf8',
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function withFile<Result>(text: string, use: (file: string) => Result): Result {
  const directory = mkdtempSync(join(tmpdir(), 'sops-format-'));
  try {
    const file = join(directory, 'document.yaml');
    writeFileSync(file, text);
    return use(file);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** What the official tool decrypts a document to, as JSON; it checks the mac and throws when that is wrong. */
export function goDecrypt(text: string): string {
  return withFile(text, (file) => run('decrypt', '--output-type', 'json', file));
}

/** What the official tool prints for the value at a path such as `["A"]`. */
export function goExtract(text: string, path: string): string {
  return withFile(text, (file) => run('decrypt', '--extract', path, file));
}

/** Encrypts a plain YAML text. */
export function goEncrypt(text: string, ...flags: string[]): string {
  return withFile(text, (file) => run('encrypt', ...flags, file));
}

/** Sets the value at a path such as `["A"]`, as the official tool does it. */
export function goSet(text: string, path: string, json: string): string {
  return withFile(text, (file) => {
    run('set', file, path, json);
    return readFileSync(file, 'utf8');
  });
}
