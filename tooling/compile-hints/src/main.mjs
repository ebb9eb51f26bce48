#!/usr/bin/env node
// compile-hints: run in the folder of the built command, makes V8 compile, and Node cache, the functions that everyday commands call.
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
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

const bundle = resolve('dist');
const keyrack = join(bundle, 'bin.js');
const { folder, cwd, env, remove } = prepareProject(keyrack);
try {
  const counted = join(folder, 'calls');
  for (const args of everyday) runKeyrack(keyrack, args, { cwd, env: { ...env, ...countingCalls(counted) } });
  for (const [file, called] of calledFunctions(counted, bundle))
    writeFileSync(file, addHints(readFileSync(file, 'utf8'), called));
} finally {
  remove();
}
