import { goTime, wholeSeconds } from './go-time.js';
import { resolvePlain } from './resolve-scalar.js';
import { defaultSelection, pickSelection, type SelectionRule, selectionKinds } from './selection-rule.js';
import { SopsFormatError } from './sops-format-error.js';
import { findItem, positionAt, type SourceMap, type SourceNode, type SourceScalar } from './source-tree.js';

/** The kinds of keys that may protect a document, by their names in it. */
const keyTypes = ['age', 'pgp', 'kms', 'gcp_kms', 'azure_kv', 'hc_vault', 'hckms'] as const;
const known = new Set<string>([
  ...keyTypes,
  ...selectionKinds,
  'key_groups',
  'shamir_threshold',
  'lastmodified',
  'mac',
  'mac_only_encrypted',
  'version',
]);

/** What a SOPS document says about itself in clear. Nothing here is secret, and nothing here is authenticated. */
export interface SopsMetadata {
  /** Public keys of all groups, in file order. */
  readonly ageRecipients: readonly string[];
  /** All key types in use, `age` among them. */
  readonly keyTypes: readonly string[];
  /** Number of key groups that must open, 1 unless the data key was split. */
  readonly groupsNeeded: number;
  readonly groups: number;
  readonly selection: SelectionRule;
  /** True when clear values are not covered by the authentication code. */
  readonly macOnlyEncrypted: boolean;
  readonly hasMac: boolean;
  /** RFC 3339, whole seconds. */
  readonly lastModified: string;
  /** Version of the tool that created the document. */
  readonly version: string | undefined;
  /** Settings this library does not know; they are kept when the document is rewritten. */
  readonly unknownKeys: readonly string[];
}

/** An age key of a group: the armored age file holds the data key or a share of it. */
export interface AgeEntry {
  readonly recipient: string;
  readonly armored: string;
}

export interface KeyGroup {
  readonly age: readonly AgeEntry[];
  readonly keyTypes: readonly string[];
}

export interface SopsBlock {
  readonly metadata: SopsMetadata;
  readonly keyGroups: readonly KeyGroup[];
  readonly mac: SourceScalar | undefined;
}

function textOf(node: SourceNode | undefined): string {
  return node?.kind === 'scalar' ? node.text : '';
}

function child(map: SourceMap, key: string): SourceNode | undefined {
  return findItem(map, key)?.value;
}

function ageEntries(node: SourceNode | undefined): AgeEntry[] {
  if (node?.kind !== 'list') return [];
  return node.items.flatMap((item) =>
    item.kind === 'map' ? [{ recipient: textOf(child(item, 'recipient')), armored: textOf(child(item, 'enc')) }] : [],
  );
}

function readGroup(map: SourceMap): KeyGroup {
  const present = keyTypes.filter((type) => {
    const list = child(map, type);
    return list?.kind === 'list' && list.items.length > 0;
  });
  return { age: ageEntries(child(map, 'age')), keyTypes: present };
}

/** Keys stand at the top, or in groups; when a file has both, the official tool takes the top. */
function readGroups(sops: SourceMap): KeyGroup[] {
  const top = readGroup(sops);
  const groups = child(sops, 'key_groups');
  if (top.keyTypes.length > 0 || groups?.kind !== 'list') return [top];
  return groups.items.flatMap((group) => (group.kind === 'map' ? [readGroup(group)] : []));
}

/** One group wraps the data key itself; several wrap shares of it, all of which are needed unless a threshold says otherwise. */
function neededOf(groups: number, threshold: number): number {
  if (groups < 2) return 1;
  return threshold > 0 ? threshold : groups;
}

function readLastModified(text: string, sops: SourceMap): string {
  const node = child(sops, 'lastmodified');
  const time = goTime(textOf(node));
  if (time === undefined) {
    const at = positionAt(text, node?.start ?? sops.start);
    throw new SopsFormatError('MALFORMED', 'the sops block has no valid lastmodified', at);
  }
  return wholeSeconds(time);
}

/**
 * Reads the `sops` block of a document's first mapping.
 *
 * @throws `NOT_SOPS`, `MALFORMED`, `BAD_RULE`
 */
export function readSopsBlock(text: string, root: SourceMap | undefined): SopsBlock {
  const sops = root === undefined ? undefined : child(root, 'sops');
  if (sops?.kind !== 'map')
    throw new SopsFormatError('NOT_SOPS', 'the text has no sops block, so it is not an encrypted document');
  const settings = new Map(sops.items.flatMap(({ key, value }) => (value.kind === 'scalar' ? [[key, value.text] as const] : [])));
  const keyGroups = readGroups(sops);
  const mac = child(sops, 'mac');
  const hasMac = mac?.kind === 'scalar' && mac.text !== '';
  const metadata: SopsMetadata = Object.freeze({
    ageRecipients: Object.freeze(keyGroups.flatMap((group) => group.age.map(({ recipient }) => recipient))),
    keyTypes: Object.freeze([...new Set(keyGroups.flatMap((group) => group.keyTypes))]),
    groups: keyGroups.length,
    groupsNeeded: neededOf(keyGroups.length, Number(settings.get('shamir_threshold') ?? 0)),
    selection: Object.freeze(pickSelection(settings) ?? defaultSelection),
    macOnlyEncrypted: resolvePlain(settings.get('mac_only_encrypted') ?? '') === true,
    hasMac,
    lastModified: readLastModified(text, sops),
    version: settings.get('version'),
    unknownKeys: Object.freeze(sops.items.flatMap(({ key }) => (known.has(key) ? [] : [key]))),
  });
  return { metadata, keyGroups, mac: hasMac ? mac : undefined };
}
