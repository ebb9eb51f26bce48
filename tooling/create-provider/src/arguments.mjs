// What was asked for on the command line. Whether it fits the repository is asked elsewhere.
import { parseArgs } from 'node:util';
import { UsageError } from './usage-error.mjs';

export const help = `usage: pnpm new-provider <id> [options]

Writes packages/providers/<id>: a provider that reads, with an emulator, tests and documentation, and registers it.

  --kind <cloud/thing>     what configuration calls it; default: the id with its first "-" as "/"
  --name <text>            what people call the backend; default: the id in words
  --fetch                  the backend is reached over HTTP by hand-written requests (default)
  --sdk <package[@range]>  the backend is reached by the official client; the range may be left out when the catalog has it
  --file                   the backend is a file
  --operations <a,b,…>     what it is to do besides get; the remaining steps are printed for these
  --help
`;

/** Operations that can be planned, besides `get` and `addressKey`, which the template has. */
export const operations = ['status', 'getMany', 'statusMany', 'set', 'delete', 'list', 'versions', 'rollback', 'check', 'close'];

/**
 * @typedef {'fetch' | 'sdk' | 'file'} Flavour
 * @typedef {{ id?: string | undefined, kind?: string | undefined, name?: string | undefined, flavour?: Flavour | undefined,
 *   sdk?: string | undefined, operations?: string[] | undefined }} Wish
 *
 * @param {string[]} argv
 * @returns {Wish | 'help'}
 */
export function readArguments(argv) {
  const { values, positionals } = parsed(argv);
  if (values.help) return 'help';
  if (positionals.length > 1) throw new UsageError(`one id is enough: ${positionals.join(' ')}.`);
  const flavours = /** @type {Flavour[]} */ (['fetch', 'sdk', 'file'].filter((name) => values[name] !== undefined));
  if (flavours.length > 1) throw new UsageError(`--${flavours.join(' and --')} exclude each other.`);
  return {
    id: positionals[0],
    kind: values.kind,
    name: values.name,
    flavour: flavours[0],
    sdk: values.sdk,
    operations: values.operations === undefined ? undefined : readOperations(values.operations),
  };
}

/** A list of operations as people write it. */
export function readOperations(text) {
  const named = text.split(/[\s,]+/).filter((name) => name !== '' && name !== 'get' && name !== 'addressKey');
  const unknown = named.filter((name) => !operations.includes(name));
  if (unknown.length > 0)
    throw new UsageError(`no operation is called ${unknown.join(', ')}; there are get, ${operations.join(', ')}.`);
  return operations.filter((name) => named.includes(name));
}

/** @returns {{ values: Record<string, any>, positionals: string[] }} */
function parsed(argv) {
  const options = /** @type {const} */ ({
    kind: { type: 'string' },
    name: { type: 'string' },
    sdk: { type: 'string' },
    operations: { type: 'string' },
    fetch: { type: 'boolean' },
    file: { type: 'boolean' },
    help: { type: 'boolean' },
  });
  try {
    return parseArgs({ args: argv, options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(`${String(/** @type {Error} */ (error).message).split('. ')[0]}. See --help.`);
  }
}
