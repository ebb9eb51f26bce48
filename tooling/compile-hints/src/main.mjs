#!/usr/bin/env node
// compile-hints: run in the folder of the built command, makes V8 compile, and Node cache, the functions that everyday commands call.
import { readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addHints } from './add-hints.mjs';
import { calledFunctions, countingCalls } from './called-functions.mjs';
import { prepareProject, runKeyrack } from './training-project.mjs';

const place = ['-s', 'ue2-dev', '-c', 'api'];
const everyday = [
  ['list', ...place],
  ['validate', ...place],
  ['get', 'DATADOG_API_KEY', ...place],
  ['describe', 'component', 'api', '-s', 'ue2-dev'],
  ['exec', ...place, '--', process.execPath, '--version'],
];

const bundle = realpathSync('dist');
const keyrack = join(bundle, 'bin.js');
const { folder, cwd, env, remove } = prepareProject(keyrack);
try {
  const counted = join(folder, 'calls');
  for (const args of everyday) runKeyrack(keyrack, args, { cwd, env: { ...env, ...countingCalls(counted) } });
  const calls = calledFunctions(counted, bundle);
  if (calls.size === 0) throw new Error(`V8 counted no call in ${bundle}`);
  for (const [file, called] of calls) writeFileSync(file, addHints(readFileSync(file, 'utf8'), called));
} finally {
  remove();
}
