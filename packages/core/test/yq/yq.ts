import { execFile, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const version = 'v4.54.3';
const folder = fileURLToPath(new URL('../../.cache/yq', import.meta.url));
const document = fileURLToPath(new URL('document.json', import.meta.url));

function locate(): string | undefined {
  const onPath = (process.env.PATH ?? '').split(delimiter).map((directory) => join(directory, 'yq'));
  return [join(folder, 'yq'), ...onPath].find((file) => existsSync(file) && isOfficial(file));
}

// Another program of the same name wraps jq.
function isOfficial(file: string): boolean {
  return execFileSync(file, ['--version'], { encoding: 'utf8' }).includes('mikefarah');
}

/** Building takes a minute with a cold cache, so it happens only where that was asked for. */
function install(): string | undefined {
  if (process.env.KEYRACK_GO_YQ !== '1') return undefined;
  execFileSync('go', ['install', `github.com/mikefarah/yq/v4@${version}`], {
    env: { ...process.env, GOBIN: folder },
    stdio: 'inherit',
  });
  return locate();
}

const program = locate() ?? install();
if (program === undefined) {
  console.warn('skipped: paths against the official yq. Put yq on PATH, or set KEYRACK_GO_YQ=1 to build it with go.');
}

/** False where the official tool is not at hand; the reason has then been printed. */
export const hasYq: boolean = program !== undefined;

/** The results of an expression over the document beside this file, each as JSON text; `undefined` when yq refuses it. */
export async function askYq(expression: string): Promise<readonly string[] | undefined> {
  try {
    const { stdout } = await promisify(execFile)(program ?? '', ['-p', 'json', '-o', 'json', '-I0', expression, document]);
    return stdout.split('\n').filter((line) => line !== '');
  } catch (error) {
    if (typeof (error as { readonly code?: unknown }).code === 'number') return undefined;
    throw error;
  }
}
