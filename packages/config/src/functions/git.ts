import { configError } from '../config-error.js';
import type { FunctionCall } from './call.js';
import type { LocalContext } from './local.js';

const commands: Readonly<Record<string, string>> = {
  sha: 'git rev-parse HEAD',
  branch: 'git rev-parse --abbrev-ref HEAD',
  ref: 'git symbolic-ref HEAD',
  url: 'git remote get-url origin',
};
const remoteParts: Readonly<Record<string, number>> = { host: 1, repository: 2, owner: 3, name: 4 };
const remote = /^(?:[a-z+]+:\/\/)?(?:[^@/]*@)?([^:/]+)(?::\d+)?[:/](([^/]+(?:\/[^/]+)*?)\/([^/]+?))(?:\.git)?\/?$/;

/** `!git.root` and facts of the work tree that the `git` program knows. */
export function gitFact({ tag, node }: FunctionCall, { io, cwd, environment, gitRoot }: LocalContext): string {
  const fact = tag.slice('!git.'.length);
  if (fact === 'root') return gitRoot ?? cwd;
  const ask = (command: string): string => io.exec(command, { cwd, env: environment }).trim();
  const command = Object.hasOwn(commands, fact) ? commands[fact] : undefined;
  if (command !== undefined) return ask(command);
  const part = Object.hasOwn(remoteParts, fact) ? remoteParts[fact] : undefined;
  if (part === undefined) {
    const known = ['root', ...Object.keys(commands), ...Object.keys(remoteParts)].map((name) => `!git.${name}`);
    throw configError(`the function ${tag} is not known. There are ${known.join(', ')}.`, 'evaluate', node);
  }
  return remote.exec(ask(commands.url!))?.[part] ?? '';
}
