// What a provider says of itself once it is built and made, because presence of a method is the capability.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { namesFor } from './rules/exported-names.mjs';

/** Methods in the order of the contract; what a later contract adds comes behind them. */
const order = [
  'get',
  'getMany',
  'status',
  'statusMany',
  'set',
  'delete',
  'list',
  'versions',
  'rollback',
  'check',
  'addressKey',
  'close',
];

/**
 * Loads the built package of a provider and makes one, with the examples of its options where they are required.
 *
 * @typedef {{ options: any[], operations: string[], limits: any }} Built
 * @returns {Promise<{ built: Built, problem?: undefined } | { built?: undefined, problem: string }>}
 */
export async function buildProvider(root, { dir, id }, describeOptions, spellings) {
  const entry = join(root, dir, 'dist/index.js');
  if (!existsSync(entry)) return { problem: `build ${dir} first; this is made from it` };
  const [create, , , table] = namesFor(id, spellings);
  const module = await import(pathToFileURL(entry).href);
  const absent = [create, table].find((name) => !module[name]);
  if (absent) return { problem: `${dir} exports no "${absent}"; this is made from it` };
  const options = describeOptions(module[table]);
  try {
    const provider = module[create](requiredExamples(options));
    const built = { options, operations: operationsOf(provider), limits: provider.limits };
    await provider.close?.();
    return { built };
  } catch (error) {
    return { problem: `${create} cannot be made from the examples of its required options: ${String(error)}` };
  }
}

function requiredExamples(options) {
  const wanted = options.filter(({ required, example }) => required && example !== undefined);
  return Object.fromEntries(wanted.map(({ name, example }) => [name, example]));
}

/** Names of the methods that an object has, in the order of the contract. */
function operationsOf(provider) {
  const present = Object.keys(provider).filter((name) => typeof provider[name] === 'function');
  const unknown = present.filter((name) => !order.includes(name)).sort();
  return [...order.filter((name) => present.includes(name)), ...unknown];
}
