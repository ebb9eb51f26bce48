import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * What makes V8 write down, in a folder, which functions a process of Node calls. What comes out of a cache is counted less exactly.
 *
 * @param {string} folder
 */
export function countingCalls(folder) {
  return { NODE_V8_COVERAGE: folder, NODE_DISABLE_COMPILE_CACHE: '1' };
}

/**
 * The functions and methods that were called, as `start:end` in the text of their file.
 *
 * @param {string} counted the folder of {@link countingCalls}
 * @param {string} below only files below this folder are looked at
 * @returns {Map<string, Set<string>>} by the path of the file
 */
export function calledFunctions(counted, below) {
  const called = new Map();
  for (const { url, functions } of readdirSync(counted).flatMap((name) => readScripts(join(counted, name)))) {
    if (!url.startsWith('file:')) continue;
    const file = fileURLToPath(url);
    if (!file.startsWith(below)) continue;
    const found = called.get(file) ?? new Set();
    // The first range of a function is its whole text.
    for (const { ranges } of functions) if (ranges[0].count > 0) found.add(`${ranges[0].startOffset}:${ranges[0].endOffset}`);
    called.set(file, found);
  }
  return called;
}

function readScripts(file) {
  return JSON.parse(readFileSync(file, 'utf8')).result;
}
