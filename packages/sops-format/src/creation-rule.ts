import type { NewSopsDocument } from './new-document.js';
import { parseYaml } from './parse-yaml.js';
import { compileRe2 } from './re2.js';
import { resolvePlain } from './resolve-scalar.js';
import { pickSelection, type SelectionRule } from './selection-rule.js';
import { SopsFormatError } from './sops-format-error.js';
import { findItem, positionAt, type SourceMap, type SourceNode } from './source-tree.js';

/** What `.sops.yaml` says about a file to be created; can be handed to `createSopsDocument` as it is. */
export interface CreationRule extends NewSopsDocument {
  readonly selection: SelectionRule | undefined;
  readonly macOnlyEncrypted: boolean;
  readonly otherKeyTypes: readonly string[];
  readonly groups: number;
}

const otherTypes = ['kms', 'pgp', 'gcp_kms', 'azure_keyvault', 'hc_vault_transit_uri', 'hc_vault', 'hckms'];

interface Keys {
  readonly age: readonly string[];
  readonly others: readonly string[];
}

function child(map: SourceMap, key: string): SourceNode | undefined {
  return findItem(map, key)?.value;
}

/** Recipients come as a list, or as one text with commas. */
function recipients(node: SourceNode | undefined): string[] {
  if (node?.kind === 'list') return node.items.flatMap(recipients);
  if (node?.kind !== 'scalar') return [];
  return node.text.split(',').flatMap((text) => (text.trim() === '' ? [] : [text.trim()]));
}

function isFilled(node: SourceNode | undefined): boolean {
  return node !== undefined && (node.kind === 'scalar' ? node.text !== '' : node.items.length > 0);
}

/** The keys of a group, those of the groups it merges first. */
function readKeys(map: SourceMap): Keys {
  const merge = child(map, 'merge');
  const merged = merge?.kind === 'list' ? merge.items.flatMap((item) => (item.kind === 'map' ? [readKeys(item)] : [])) : [];
  const own = { age: recipients(child(map, 'age')), others: otherTypes.filter((type) => isFilled(child(map, type))) };
  const all = [...merged, own];
  return { age: [...new Set(all.flatMap(({ age }) => age))], others: [...new Set(all.flatMap(({ others }) => others))] };
}

function readRule(rule: SourceMap): CreationRule {
  const list = child(rule, 'key_groups');
  const maps = list?.kind === 'list' ? list.items.flatMap((item) => (item.kind === 'map' ? [item] : [])) : [];
  const groups = maps.length > 0 ? maps.map(readKeys) : [readKeys(rule)];
  if (groups.some(({ age, others }) => age.length + others.length === 0)) {
    throw new SopsFormatError('BAD_RULE', 'the creation rule names no keys, or has an empty key group');
  }
  const settings = new Map(rule.items.flatMap(({ key, value }) => (value.kind === 'scalar' ? [[key, value.text] as const] : [])));
  return {
    ageRecipients: groups.flatMap(({ age }) => age),
    otherKeyTypes: [...new Set(groups.flatMap(({ others }) => others))],
    groups: groups.length,
    selection: pickSelection(settings),
    macOnlyEncrypted: resolvePlain(settings.get('mac_only_encrypted') ?? '') === true,
  };
}

async function matches(rule: SourceMap, path: string): Promise<boolean> {
  const pattern = child(rule, 'path_regex');
  if (pattern?.kind !== 'scalar' || pattern.text === '') return true;
  return (await compileRe2(pattern.text, 'path_regex'))(path);
}

/**
 * Finds the first creation rule of a `.sops.yaml` that applies to a file.
 *
 * @param path - The file's path relative to the folder of `.sops.yaml`, with forward slashes; absolute when it lies elsewhere.
 * @returns `undefined` when the configuration has no creation rules at all.
 * @throws `NO_RULE` when there are rules and none matches, `BAD_RULE`, `MALFORMED`
 * @example
 * const rule = await matchCreationRule(await readFile('.sops.yaml', 'utf8'), 'secrets/prod.enc.yaml');
 * if (rule !== undefined) await createSopsDocument(rule);
 */
export async function matchCreationRule(configText: string, path: string): Promise<CreationRule | undefined> {
  const { documents } = await parseYaml(configText, { aliases: 'expand' });
  const rules = documents[0] === undefined ? undefined : child(documents[0], 'creation_rules');
  if (rules?.kind !== 'list' || rules.items.length === 0) return undefined;
  for (const rule of rules.items) {
    if (rule.kind !== 'map') {
      throw new SopsFormatError('BAD_RULE', 'a creation rule is not a mapping', positionAt(configText, rule.start));
    }
    if (await matches(rule, path)) return readRule(rule);
  }
  throw new SopsFormatError('NO_RULE', `no creation rule of .sops.yaml matches ${path}`);
}
