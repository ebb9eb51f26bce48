#!/usr/bin/env node
// Nothing is imported statically: `--version` answers before any parser is loaded.
import module from 'node:module';

module.enableCompileCache?.();

const { argv } = process;
if (argv.length === 3 && (argv[2] === '--version' || argv[2] === '-V')) {
  process.stdout.write(`${process.env.KEYRACK_BUILD_VERSION}\n`);
} else {
  const { main } = await import('./main.js');
  process.exitCode = await main(argv.slice(2));
}
