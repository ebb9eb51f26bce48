// Whether what the template makes is sound: throw-away providers in a copy of the repository, under the checks that every package is under.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyRepository } from './copy-repository.mjs';
import { runExample, runPage } from './run-example.mjs';
import { runProgram } from './run-program.mjs';

/** One provider of each flavour. The SDK is one that the catalog has, so that nothing needs the network. */
const made = {
  fetch: ['throwaway-fetch', '--fetch'],
  sdk: ['throwaway-sdk', '--sdk', 'age-encryption'],
  file: ['throwaway-file', '--file'],
};

/**
 * @param {{ root: string, log: (line: string) => void, flavours?: ('fetch' | 'sdk' | 'file')[],
 *   plant?: { path: string, change: (text: string) => string } }} options `plant` breaks a file of the copy first
 * @returns {string[]} what is wrong
 */
export function prove({ root, log, flavours = ['fetch', 'sdk', 'file'], plant }) {
  const { copy, remove } = copyRepository(root);
  // Packages that did not change are not built again.
  const env = existsSync(join(root, '.turbo/cache')) ? { TURBO_CACHE_DIR: join(root, '.turbo/cache') } : {};
  const step = (name, command, cwd = '.') => {
    const before = performance.now();
    const { problem } = runProgram(copy, command, { cwd: join(copy, cwd), env });
    log(`${problem ? 'FAIL' : 'ok  '} ${name} (${((performance.now() - before) / 1000).toFixed(1)} s)`);
    return problem ? [`${name}: ${problem}`] : [];
  };
  try {
    if (plant) writeFileSync(join(copy, plant.path), plant.change(readFileSync(join(copy, plant.path), 'utf8')));
    const ids = flavours.map((flavour) => made[flavour][0]);
    const prepared = [
      ...step('install', ['pnpm', 'install', '--offline', '--frozen-lockfile']),
      ...flavours.flatMap((one) => step(`new-provider ${one}`, ['node', 'tooling/create-provider/src/main.mjs', ...made[one]])),
    ];
    return prepared.length > 0 ? prepared : [...checkAll(step, ids), ...examples(copy, ids, log)];
  } finally {
    remove();
  }
}

function checkAll(step, ids) {
  const folders = ids.map((id) => `packages/providers/${id}`);
  const lint = ['biome', 'check', '--error-on-warnings', ...folders, 'packages/config/src', 'tooling/repo-check/data'];
  const knip = ['pnpm', '--filter', '@keyrack/gates', 'exec', 'knip', '--directory', '../..'];
  const knipOptions = ['--config', 'tooling/gates/data/knip.jsonc', '--no-progress', '--no-config-hints'];
  return [
    ...step('lint', lint),
    ...folders.flatMap((folder) => step(`type check of ${folder}`, ['pnpm', 'run', 'typecheck'], folder)),
    ...folders.flatMap((folder) => step(`contract of ${folder}`, ['pnpm', 'run', 'test'], folder)),
    ...step('type check of packages/config', ['pnpm', 'run', 'typecheck'], 'packages/config'),
    ...step('repo-check', ['node', 'tooling/repo-check/src/main.mjs']),
    ...step('unused', [...knip, ...knipOptions, ...folders.flatMap((folder) => ['--workspace', folder])]),
  ];
}

function examples(copy, ids, log) {
  const runs = ids.map((id) => ({ name: `example of ${id}`, problem: runExample(copy, `packages/providers/${id}`) }));
  const page = { name: 'example for other repositories', problem: runPage(copy, `packages/providers/${ids[0]}`) };
  return [...runs, page].flatMap(({ name, problem }) => {
    log(`${problem ? 'FAIL' : 'ok  '} ${name}`);
    return problem ? [`${name}: ${problem}`] : [];
  });
}
