import type { Coverage } from './coverage.js';
import type { DataKey } from './data-key.js';
import { type OpenFailure, openValue } from './open-value.js';
import { resolveScalar } from './resolve-scalar.js';
import type { Selection } from './selection-rule.js';
import { SopsFormatError } from './sops-format-error.js';
import { plaintextOf, type SopsScalar, type SopsValue } from './sops-value.js';
import { positionAt, type SourceItem, type SourceMap, type SourceNode, type SourceScalar } from './source-tree.js';

/** Marks an encrypted comment in a list, which is neither a value nor part of the authentication code. */
const comment = Symbol('comment');

/** A top-level value with the bytes it adds to the authentication code. */
export interface OpenItem {
  readonly name: string;
  readonly value: SopsValue;
  readonly macParts: readonly Buffer[];
}

export interface TreeContext {
  readonly text: string;
  readonly key: DataKey;
  readonly selection: Selection;
  readonly macOnlyEncrypted: boolean;
}

/** Decrypts the values below one top-level key; the path grows with each step instead of being joined for each leaf. */
class ValueOpener {
  readonly #context: TreeContext;
  readonly macParts: Buffer[] = [];

  constructor(context: TreeContext) {
    this.#context = context;
  }

  /** `hit` says whether the selection rule has matched on the way here. */
  open(node: SourceNode, path: string, hit: boolean, coverage: Coverage): SopsValue | typeof comment {
    if (node.kind === 'scalar') return this.#leaf(node, path, hit);
    const inner = coverage.inside(this.#context.text, node);
    if (node.kind === 'map') return this.map(node, path, hit, inner);
    const values: SopsValue[] = [];
    let carried = false;
    for (const item of node.items) {
      const covered: boolean = inner.of(item.start, undefined, item) || carried;
      const value = this.open(item, path, covered || hit, inner);
      // An encrypted comment stands in the list like a value; what covers it still covers the value behind it.
      carried = covered && value === comment;
      if (value !== comment) values.push(value);
    }
    return values;
  }

  map(node: SourceMap, path: string, hit: boolean, coverage: Coverage): ReadonlyMap<string, SopsValue> {
    return new Map(node.items.map((item) => [item.key, this.item(item, path, hit, coverage)] as const));
  }

  item(item: SourceItem, path: string, hit: boolean, coverage: Coverage): SopsValue {
    const covered = coverage.of(item.start, item.colonEnd, item.value);
    const own = `${path}${item.key}:`;
    const value = this.open(item.value, own, hit || covered || this.#context.selection.keyHit(item.key), coverage);
    if (value !== comment) return value;
    throw this.#failure(own, item.value, { code: 'DECRYPT_FAILED', message: 'a comment stands in the place of a value' });
  }

  #leaf(node: SourceScalar, path: string, hit: boolean): SopsScalar | typeof comment {
    const { key, macOnlyEncrypted, selection } = this.#context;
    const clear = resolveScalar(node);
    if (clear === null) return null;
    const encrypted = hit === selection.encryptsOnHit;
    const opened = encrypted ? openValue(key, clear, path) : clear;
    if (typeof opened === 'object' && opened !== null && 'failure' in opened) {
      throw this.#failure(path, node, opened.failure);
    }
    if (typeof opened === 'object' && opened !== null && 'comment' in opened) return comment;
    if (encrypted || !macOnlyEncrypted) this.macParts.push(plaintextOf(opened));
    return opened;
  }

  #failure(path: string, node: SourceNode, { code, message }: OpenFailure['failure']): SopsFormatError {
    return new SopsFormatError(code, `${path.slice(0, -1)}: ${message}`, positionAt(this.#context.text, node.start));
  }
}

/** Decrypts one document, its `sops` block left out. */
export function openTree(root: SourceMap, coverage: Coverage, context: TreeContext): OpenItem[] {
  const items: OpenItem[] = [];
  for (const item of root.items) {
    const opener = new ValueOpener(context);
    if (item.key === 'sops') coverage.skip(item.value);
    else items.push({ name: item.key, value: opener.item(item, '', false, coverage), macParts: opener.macParts });
  }
  return items;
}
