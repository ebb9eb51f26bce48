#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { run } from './command/run.js';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };

// A reader that has seen the first lines may leave; the servers stay.
process.stdout.on('error', () => undefined);

// Reading standard input keeps a process alive.
let letGo = (): void => undefined;

process.exitCode = await run(process.argv.slice(2), {
  version,
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  ended: ({ withStdin }) =>
    new Promise((resolve) => {
      process.once('SIGTERM', resolve).once('SIGINT', resolve);
      if (!withStdin) return;
      letGo = () => void process.stdin.destroy();
      process.stdin.on('end', resolve).on('error', resolve).resume();
    }),
});
letGo();
