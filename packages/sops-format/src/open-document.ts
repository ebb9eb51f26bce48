import type { DataKey } from './data-key.js';
import { computeMac } from './mac.js';
import type { OpenItem } from './open-tree.js';
import { SopsFormatError } from './sops-format-error.js';
import type { SopsValue } from './sops-value.js';
import { findItem, type SourceMap, type SourceTree } from './source-tree.js';
import { appendItems, applySplices, removeItem, replaceValue, type Splice } from './splice.js';
import type { HasName } from './stray-value.js';

/** A decrypted document whose authentication code was right. Changes stay in memory until `toText`. */
export interface OpenSopsDocument {
  /** The top-level names with all changes so far, in the order they will be written. */
  names(): readonly string[];
  /**
   * The typed value of a top-level name, or `undefined` when there is none.
   *
   * @throws `DECRYPT_FAILED` when there is none, or an empty one, and a value that may be its own stands elsewhere in the text.
   */
  get(name: string): SopsValue | undefined;
  /**
   * Replaces or adds a top-level value, always as a string. Setting the value that is already there changes nothing.
   *
   * The empty string has no encrypted form in this format: it is written as `""`, for everyone to see.
   *
   * @throws `CLEAR_NAME` when the document's rules would write the value in clear; `INVALID_VALUE` for the name `sops` and for text
   * with unpaired surrogates.
   */
  set(name: string, value: string): void;
  /** Removes a top-level name; false when it was not there. */
  delete(name: string): boolean;
  /**
   * The document as text. Without changes it is the text that was read. Otherwise unchanged values keep their ciphertext and every
   * other byte stays, except for `lastmodified`, which becomes `now`, and `mac`.
   *
   * @throws `UNSUPPORTED` when a name is added to or removed from a document in flow style (`{…}`).
   */
  toText(now: Date): string;
}

export interface OpenParts {
  readonly tree: SourceTree;
  readonly root: SourceMap;
  readonly key: DataKey;
  readonly items: readonly OpenItem[];
  readonly has: HasName;
  /** What the later YAML documents of the text add to the authentication code. */
  readonly laterParts: readonly Buffer[];
  readonly macOnlyEncrypted: boolean;
  readonly readsComments: boolean;
  readonly keptClear: (name: string) => boolean;
  /** True for a document that was never written, whose text lacks its code. */
  readonly isNew: boolean;
}

type Edit = { readonly value: string; readonly sealed: string } | 'deleted';

export class OpenDocument implements OpenSopsDocument {
  readonly #parts: OpenParts;
  readonly #items: ReadonlyMap<string, OpenItem>;
  /** Changes against the text; names that are not in the text come in the order they were added. */
  readonly #edits = new Map<string, Edit>();

  constructor(parts: OpenParts) {
    this.#parts = parts;
    this.#items = new Map(parts.items.map((item) => [item.name, item]));
  }

  names(): readonly string[] {
    return [...this.#items.keys(), ...this.#added().map(([name]) => name)].filter((name) => this.#edits.get(name) !== 'deleted');
  }

  get(name: string): SopsValue | undefined {
    const edit = this.#edits.get(name);
    if (edit === undefined) return this.#parts.has(name) ? this.#items.get(name)?.value : undefined;
    return edit === 'deleted' ? undefined : edit.value;
  }

  set(name: string, value: string): void {
    if (name === 'sops') throw new SopsFormatError('INVALID_VALUE', 'the name sops is taken by the format itself');
    if (!name.isWellFormed()) throw new SopsFormatError('INVALID_VALUE', 'the name is not valid Unicode');
    if (!value.isWellFormed()) throw new SopsFormatError('INVALID_VALUE', `the value of ${name} is not valid Unicode`);
    if (this.#parts.keptClear(name)) {
      throw new SopsFormatError('CLEAR_NAME', `the rules of the document would leave ${name} unencrypted`);
    }
    if (this.#items.get(name)?.value === value) this.#edits.delete(name);
    else if (this.get(name) !== value) this.#edits.set(name, { value, sealed: this.#seal(value, `${name}:`) });
  }

  delete(name: string): boolean {
    const existed = this.get(name) !== undefined;
    if (this.#items.has(name)) this.#edits.set(name, 'deleted');
    else this.#edits.delete(name);
    return existed;
  }

  toText(now: Date): string {
    const { tree, root, isNew, readsComments } = this.#parts;
    if (this.#edits.size === 0 && !isNew) return tree.text;
    const splices: Splice[] = this.#stamps(now);
    for (const [name, edit] of this.#edits) {
      const item = findItem(root, name);
      if (item === undefined) continue;
      if (edit === 'deleted') splices.push(removeItem(tree.text, this.#block(item), readsComments));
      else splices.push(replaceValue(tree.text, item, edit.sealed, root.flow));
    }
    const added = this.#added();
    if (added.length > 0) splices.push(appendItems(tree.text, this.#block(root), added));
    return applySplices(tree.text, splices);
  }

  #added(): [string, string][] {
    return [...this.#edits].flatMap(([name, edit]) => (this.#items.has(name) || edit === 'deleted' ? [] : [[name, edit.sealed]]));
  }

  /** Lines can be added and removed in block style only. */
  #block<Part>(part: Part): Part {
    if (!this.#parts.root.flow) return part;
    throw new SopsFormatError('UNSUPPORTED', 'names cannot be added to or removed from a document in flow style');
  }

  #seal(value: string, path: string): string {
    return value === '' ? '' : this.#parts.key.seal(Buffer.from(value), 'str', path);
  }

  /** New `lastmodified` and `mac` for the block of every YAML document; the official tool keeps them the same. */
  #stamps(now: Date): Splice[] {
    const { tree } = this.#parts;
    const lastModified = `${now.toISOString().slice(0, 19)}Z`;
    const mac = this.#seal(this.#mac(), lastModified);
    return tree.documents.flatMap((document) => {
      const sops = findItem(document, 'sops')?.value;
      if (sops?.kind !== 'map') return [];
      const time = findItem(sops, 'lastmodified');
      const code = findItem(sops, 'mac');
      // Unquoted, the time would be read as a timestamp, which the official tool refuses.
      return [
        ...(time === undefined ? [] : [replaceValue(tree.text, time, lastModified, true)]),
        ...(code === undefined ? [] : [replaceValue(tree.text, code, mac, sops.flow)]),
      ];
    });
  }

  #mac(): string {
    const { items, laterParts, macOnlyEncrypted } = this.#parts;
    const partsOf = (name: string, before: readonly Buffer[]): readonly Buffer[] => {
      const edit = this.#edits.get(name);
      if (edit === undefined) return before;
      return edit === 'deleted' ? [] : [Buffer.from(edit.value)];
    };
    const kept = items.flatMap(({ name, macParts }) => partsOf(name, macParts));
    const added = this.#added().flatMap(([name]) => partsOf(name, []));
    return computeMac([...kept, ...added, ...laterParts], macOnlyEncrypted);
  }
}
