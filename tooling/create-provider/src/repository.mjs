// What the repository says about the wish: names that are taken, kinds that are known, packages that are in the catalog.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { UsageError } from './usage-error.mjs';

const idPattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const kindPattern = /^[a-z][a-z0-9-]*(\/[a-z][a-z0-9-]*)?$/;
const namePattern = /^[\p{L}\p{N}][\p{L}\p{N} .&+()/-]{0,59}$/u;
const sdkPattern = /^((?:@[a-z0-9][\w.-]*\/)?[a-z0-9][\w.-]*)(?:@([\^~]?\d[\w.-]*))?$/;

/**
 * @typedef {object} Provider everything that is known of the provider to be made
 * @property {string} id
 * @property {string} kind
 * @property {boolean} isKnownKind the table of kinds names this package already
 * @property {string} name
 * @property {import('./arguments.mjs').Flavour} flavour
 * @property {{ package: string, range: string | undefined } | undefined} sdk `range` is undefined when the catalog has the package
 * @property {string[]} operations
 * @property {Record<string, string>} spellings
 */

/**
 * @param {string} root
 * @param {import('./arguments.mjs').Wish} wish
 * @returns {Promise<Provider>}
 */
export async function checkWish(root, { id = '', kind = '', name = '', flavour = 'fetch', sdk, operations = [] }) {
  checkId(root, id);
  if (!namePattern.test(name)) throw new UsageError(`"${name}" is no name: letters, digits, spaces and . & + ( ) / - only.`);
  return {
    id,
    kind,
    isKnownKind: await isKnownKind(root, id, kind),
    name,
    flavour,
    sdk: flavour === 'sdk' ? checkedSdk(root, sdk ?? '') : undefined,
    operations,
    spellings: JSON.parse(readFileSync(join(root, 'tooling/repo-check/data/spellings.json'), 'utf8')),
  };
}

/** Refuses what is no id, or one that is taken. */
export function checkId(root, id) {
  if (id === '') throw new UsageError('which provider? Give an id, such as: pnpm new-provider acme-vault');
  if (!idPattern.test(id) || id === 'example-vault')
    throw new UsageError(`"${id}" is no id: lower-case words of letters and digits, joined by "-".`);
  if (existsSync(join(root, 'packages/providers', id))) throw new UsageError(`packages/providers/${id} is there already.`);
}

async function isKnownKind(root, id, kind) {
  if (!kindPattern.test(kind)) throw new UsageError(`"${kind}" is no kind: cloud/thing, or one word, in lower case.`);
  const { storeKind, isSopsKind } = await import(pathToFileURL(join(root, 'packages/config/src/store-kinds.ts')).href);
  const known = storeKind(kind);
  const owner = isSopsKind(kind) ? 'sops' : known?.package;
  if (owner !== undefined && owner !== id) throw new UsageError(`the kind ${kind} belongs to ${owner}. Give another --kind.`);
  if (known && known.kind !== kind) throw new UsageError(`${kind} is another word for the kind ${known.kind}. Give that --kind.`);
  if (known && owner === undefined)
    throw new UsageError(
      `the kind ${kind} has no package yet. Add package: '${id}' to its line in packages/config/src/store-kinds.ts.`,
    );
  return known !== undefined;
}

function checkedSdk(root, text) {
  const [, name, range] = sdkPattern.exec(text) ?? [];
  if (name === undefined) throw new UsageError(`"${text}" is no package with a range, such as name@^1.2.3.`);
  const catalog = readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8');
  if (new RegExp(`^  "?${name}"?: `, 'm').test(catalog)) return { package: name, range: undefined };
  if (range === undefined) throw new UsageError(`the catalog has no ${name}. Say which one: --sdk ${name}@^1.2.3`);
  return { package: name, range };
}
