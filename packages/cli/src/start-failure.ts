import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { ChildCommand } from './run-child.js';

/** Why a child was not started: the exit code that shells give, and what to tell. */
export function startFailure(
  { code = 'unknown' }: NodeJS.ErrnoException,
  command: ChildCommand,
): { readonly code: number; readonly message: string } {
  const { program } = command;
  if (code === 'ENOENT' && isThere(command))
    return {
      code: 126,
      message: `cannot run ${program}: it is there, and the interpreter that it names is not. Look at its first line.`,
    };
  if (code === 'ENOENT') return { code: 127, message: `command not found: ${program}` };
  return { code: 126, message: `cannot run ${program} (${code})${code === 'E2BIG' ? tooLarge(command) : '.'}` };
}

// The system says of a missing interpreter what it says of a missing program.
function isThere({ program, env, secrets }: ChildCommand): boolean {
  if (program.includes('/')) return isProgram(program);
  const folders = (secrets.PATH ?? env.PATH ?? '').split(delimiter);
  return process.platform !== 'win32' && folders.some((folder) => isProgram(join(folder, program)));
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

// The message tells names and sizes, and no values.
function tooLarge({ env, secrets }: ChildCommand): string {
  const sizes = Object.entries({ ...env, ...secrets }).map(([name, value = '']) => ({ name, bytes: Buffer.byteLength(value) }));
  const largest = sizes.toSorted((a, b) => b.bytes - a.bytes).slice(0, 3);
  const names = largest.map(({ name, bytes }) => `${name} (${bytes.toLocaleString('en')} bytes)`).join(', ');
  const secret = largest.find(({ name }) => Object.hasOwn(secrets, name))?.name ?? 'NAME';
  return `: its environment is larger than this system allows. The largest variables are ${names}. Give the program a large value in a file, as in: (umask 077; keyrack get ${secret} --reveal --raw > FILE), with --stack and --component as here.`;
}
