#!/usr/bin/env node
// Nothing of weight is imported statically: `--version` answers before any parser is loaded.
import module from 'node:module';
import { isAbsolute } from 'node:path';
import { isOwnFolder } from './cache-folder.js';

const { argv, env } = process;
if (argv.length === 3 && (argv[2] === '--version' || argv[2] === '-V')) {
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
