#!/usr/bin/env node
// Nothing of weight is imported statically: `--version` answers before any parser is loaded.
import module from 'node:module';
import { isAbsolute } from 'node:path';
import { isOwnFolder } from './cache-folder.js';

const { argv, env } = process;
const needed = process.env.KEYRACK_NEEDED_NODE ?? '';
if (isOlder(process.versions.node, needed)) {
  process.stderr.write(
    `error: keyrack needs Node ${needed} or newer, and this is ${process.versions.node}. Install a newer one.\n`,
  );
  process.exitCode = 1;
} else if (argv.length === 3 && (argv[2] === '--version' || argv[2] === '-V')) {
  const failed = ({ code }: NodeJS.ErrnoException): void => {
    process.exitCode = code === 'EPIPE' ? 141 : 1;
    if (code !== 'EPIPE') process.stderr.write(`error: cannot write the output (${code}).\n`);
  };
  process.stdout.on('error', failed).write(`${process.env.KEYRACK_BUILD_VERSION}\n`);
} else {
  if (Object.keys(env).some((name) => /^(NODE_(DEBUG|OPTIONS)|KEYRACK_SET_ASIDE)/.test(name))) {
    const { leaveDebugChannels } = await import('./debug-channels.js');
    leaveDebugChannels(env);
  }
  // Code that was compiled before is run as it is found, so it lies where this user alone writes; Node's own choice is the temporary
  // folder of all users. https://specifications.freedesktop.org/basedir-spec/latest/
  const cache = [env.XDG_CACHE_HOME, env.HOME && `${env.HOME}/.cache`, env.LOCALAPPDATA].find((path) => path && isAbsolute(path));
  if (cache && isOwnFolder(`${cache}/keyrack`)) module.enableCompileCache?.(`${cache}/keyrack`);
  const { run } = await import('./main.js');
  await run(argv.slice(2));
}

// An older Node has to understand all of this file: what it does not know of the language stands in the others.
function isOlder(version: string, than: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [leastMajor = 0, leastMinor = 0] = than.split('.').map(Number);
  return major < leastMajor || (major === leastMajor && minor < leastMinor);
}
