import { findComments, type SourceComment } from './comments.js';
import { coverDocument } from './coverage.js';
import type { DataKey } from './data-key.js';
import { type DataKeySource, unwrapDataKey } from './key-groups.js';
import { computeMac, isMacValid } from './mac.js';
import { readSopsBlock, type SopsBlock, type SopsMetadata } from './metadata.js';
import { OpenDocument, type OpenSopsDocument } from './open-document.js';
import { openTree } from './open-tree.js';
import { parseYaml } from './parse-yaml.js';
import { resolveScalar } from './resolve-scalar.js';
import { scanYaml } from './scan-yaml.js';
import { prepareSelection, type Selection } from './selection-rule.js';
import { SopsFormatError } from './sops-format-error.js';
import { findItem, positionAt, type SourceMap, type SourceNode, type SourceTree } from './source-tree.js';
import { type HasName, namesOf, refuseLooseDocuments } from './stray-value.js';

/** A parsed SOPS document whose values are still encrypted. */
export interface SopsDocument {
  readonly metadata: SopsMetadata;
  /** The top-level names of the first YAML document, in file order, without `sops`. */
  names(): readonly string[];
  /** True when the value of this top-level name is the empty string, which has no encrypted form and stands there for all to see. */
  isEmpty(name: string): boolean;
  /**
   * True when a top-level name is there.
   *
   * @throws `DECRYPT_FAILED` when it is not, or is empty, and a value that may be its own stands elsewhere in the text.
   */
  has(name: string): boolean;
  /** True when the document's own rules would leave the value of this top-level name in clear. */
  keptClear(name: string): boolean;
  /**
   * Unwraps the data key, decrypts every value of every YAML document and checks the authentication code over all of them. There is
   * no way around the check and no partial result.
   *
   * @throws `NO_KEY`, `BAD_KEY`, `NO_MAC`, `MAC_MISMATCH`, `DECRYPT_FAILED`, `MALFORMED`, `UNSUPPORTED`
   */
  decrypt(keys: DataKeySource): Promise<OpenSopsDocument>;
}

/** Names covered by a comment, among those at the top of the first document. */
function coveredNames(tree: SourceTree, root: SourceMap, selection: Selection, comments: readonly SourceComment[]): Set<string> {
  const covered = new Set<string>();
  const coverage = coverDocument(tree.text, root, selection, comments);
  for (const item of root.items) {
    if (coverage.of(item.start, item.colonEnd, item.value)) covered.add(item.key);
    coverage.skip(item.value);
  }
  return covered;
}

export class ParsedDocument implements SopsDocument {
  readonly metadata: SopsMetadata;
  readonly #tree: SourceTree;
  readonly #root: SourceMap;
  readonly #block: SopsBlock;
  readonly #selection: Selection;
  readonly #comments: readonly SourceComment[];
  readonly #covered: ReadonlySet<string>;
  readonly has: HasName;

  constructor(tree: SourceTree, root: SourceMap, block: SopsBlock, selection: Selection, comments: readonly SourceComment[]) {
    this.metadata = block.metadata;
    this.#tree = tree;
    this.#root = root;
    this.#block = block;
    this.#selection = selection;
    this.#comments = comments;
    this.has = namesOf(tree);
    this.#covered = selection.readsComments ? coveredNames(tree, root, selection, comments) : new Set();
  }

  names(): readonly string[] {
    return this.#root.items.flatMap(({ key }) => (key === 'sops' ? [] : [key]));
  }

  isEmpty(name: string): boolean {
    const value = findItem(this.#root, name)?.value;
    return value?.kind === 'scalar' && resolveScalar(value) === '';
  }

  keptClear(name: string): boolean {
    const hit = this.#covered.has(name) || this.#selection.keyHit(name);
    return hit !== this.#selection.encryptsOnHit;
  }

  async decrypt(keys: DataKeySource): Promise<OpenSopsDocument> {
    if (this.#block.mac === undefined)
      throw new SopsFormatError('NO_MAC', 'the document has no mac, so nothing in it can be trusted');
    return this.openWith(await unwrapDataKey(this.#block, keys), this.#block.mac.text);
  }

  /** Decrypts with a key at hand; a document that is just being made has no code to check yet. */
  openWith(key: DataKey, sealedMac: string | undefined): OpenSopsDocument {
    const { text, documents } = this.#tree;
    const { lastModified, macOnlyEncrypted } = this.metadata;
    const context = { text, key, selection: this.#selection, macOnlyEncrypted };
    const opened = documents.map((root) => openTree(root, coverDocument(text, root, this.#selection, this.#comments), context));
    const parts = opened.map((items) => items.flatMap(({ macParts }) => macParts));
    if (sealedMac !== undefined && !isMacValid(key, sealedMac, lastModified, computeMac(parts.flat(), macOnlyEncrypted))) {
      throw new SopsFormatError('MAC_MISMATCH', 'the document was changed after it was encrypted: its mac does not fit');
    }
    return new OpenDocument({
      tree: this.#tree,
      root: this.#root,
      key,
      items: opened[0] ?? [],
      has: this.has,
      laterParts: parts.slice(1).flat(),
      macOnlyEncrypted,
      readsComments: this.#selection.readsComments,
      keptClear: (name) => this.keptClear(name),
      isNew: sealedMac === undefined,
    });
  }
}

/** The official tool refuses a name that occurs twice, at any depth of the first document. */
function refuseDuplicates(text: string, node: SourceNode): void {
  if (node.kind === 'scalar') return;
  if (node.kind === 'list') {
    for (const item of node.items) refuseDuplicates(text, item);
    return;
  }
  const seen = new Set<string>();
  for (const { key, start, value } of node.items) {
    if (seen.has(key)) throw new SopsFormatError('MALFORMED', `the name ${key} occurs twice`, positionAt(text, start));
    seen.add(key);
    refuseDuplicates(text, value);
  }
}

export async function parseDocument(text: string): Promise<ParsedDocument> {
  const tree = scanYaml(text) ?? (await parseYaml(text));
  const root = tree.documents[0];
  const block = readSopsBlock(text, root);
  if (root === undefined) throw new SopsFormatError('NOT_SOPS', 'the text is empty');
  refuseDuplicates(text, root);
  refuseLooseDocuments(tree);
  const selection = await prepareSelection(block.metadata.selection);
  const comments = selection.readsComments ? await findComments(text) : [];
  return new ParsedDocument(tree, root, block, selection, comments);
}

/**
 * Reads a SOPS document; needs no key.
 *
 * Asynchronous only because the YAML parser and the regular expression engine are loaded when a document needs them. One that is in
 * the official tool's own layout and selects by suffix needs neither.
 *
 * @throws `NOT_SOPS` when there is no `sops` block, `MALFORMED` with line and column, `DECRYPT_FAILED` for several documents that the
 * official tool did not write, `BAD_RULE`, `UNSUPPORTED` for YAML aliases.
 * @example
 * const document = await readSopsDocument(await readFile('prod.enc.yaml', 'utf8'));
 * document.names(); // ['DATABASE_URL', 'STRIPE_KEY']
 */
export async function readSopsDocument(text: string): Promise<SopsDocument> {
  return parseDocument(text);
}
