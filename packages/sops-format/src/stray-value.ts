import { resolveScalar } from './resolve-scalar.js';
import { SopsFormatError } from './sops-format-error.js';
import { positionAt, type SourceItem, type SourceMap, type SourceNode, type SourceTree } from './source-tree.js';

/** Tells whether the top of the first document has a name, or throws when it cannot be told. */
export type HasName = (name: string) => boolean;

function itemsInside(node: SourceNode): readonly SourceItem[] {
  if (node.kind === 'map') return node.items;
  return node.kind === 'list' ? node.items.flatMap(itemsInside) : [];
}

/** True when a value lies at a path or below it. */
function reaches({ key, value }: SourceItem, before: string, path: string): boolean {
  const here = `${before}${key}:`;
  if (here.startsWith(path)) return true;
  return path.startsWith(here) && itemsInside(value).some((item) => reaches(item, here, path));
}

/** True for what adds nothing to the authentication code, and so may be written by anybody. */
function isHollow(node: SourceNode): boolean {
  if (node.kind === 'scalar') {
    const value = resolveScalar(node);
    return value === null || value === '';
  }
  return node.kind === 'map' ? node.items.every(({ value }) => isHollow(value)) : node.items.every(isHollow);
}

/** The items among which a value may have been hidden: all later ones, and those of the first document whose path is not their name. */
function suspectsIn([first, ...later]: readonly SourceMap[]): readonly SourceItem[] {
  const own = first?.items.filter(({ key, value }) => key.includes(':') || value.kind !== 'scalar') ?? [];
  return [...own, ...later.flatMap(({ items }) => items)].filter(({ key }) => key !== 'sops');
}

/**
 * Makes the question for the names of a text.
 *
 * A value is bound to the names on its way and to nothing else: not to its document, and to `b` inside `a` as to `a:b`. So without any
 * key a value can be moved to where nobody looks for it, and the authentication code still fits. A name whose value may lie at such a
 * place is not absent, and not empty.
 */
export function namesOf({ text, documents }: SourceTree): HasName {
  // Both are made for the first question: whoever reads names alone asks none.
  let own: ReadonlyMap<string, SourceItem> | undefined;
  let suspects: readonly SourceItem[] | undefined;
  return (name) => {
    own ??= new Map(documents[0]?.items.flatMap((item) => (item.key === 'sops' ? [] : [[item.key, item]])));
    const item = own.get(name);
    if (item && !isHollow(item.value)) return true;
    suspects ??= suspectsIn(documents);
    const stray = suspects.find((suspect) => suspect !== item && reaches(suspect, '', `${name}:`));
    if (stray === undefined) return item !== undefined;
    const message = `a value of ${name} stands here and not at the top of the first document, where it may have been moved from`;
    throw new SopsFormatError('DECRYPT_FAILED', message, positionAt(text, stray.start));
  };
}

/**
 * Refuses a text of several documents that the official tool did not write: it ends each with the whole `sops` block. One that lacks it
 * was put together by hand, and what stands in it would be hidden.
 *
 * @throws `DECRYPT_FAILED`
 */
export function refuseLooseDocuments({ text, documents }: SourceTree): void {
  const filled = documents.filter(({ items }) => items.length > 0);
  if (filled.length < 2) return;
  for (const { items, start } of filled) {
    const last = items.at(-1);
    if (last?.key === 'sops' && last.value.kind === 'map') continue;
    const message = 'the sops block is not at the end of a document with values, where the official tool puts it';
    throw new SopsFormatError('DECRYPT_FAILED', message, positionAt(text, start));
  }
}
