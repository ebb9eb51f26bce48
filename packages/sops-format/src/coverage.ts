import { CommentCursor, type SourceComment } from './comments.js';
import type { Selection } from './selection-rule.js';
import { columnAt, type SourceMap, type SourceNode } from './source-tree.js';

/**
 * Follows the comments of one mapping or list, to say which of its items a comment rule covers.
 *
 * The comments between two items belong to the later one, an inline comment to its own item, and whatever covers a mapping covers all
 * of it. That is how the official tool reads them.
 */
export class Coverage {
  readonly #selection: Selection;
  readonly #cursor: CommentCursor;
  readonly #column: number;
  #first = true;

  constructor(selection: Selection, cursor: CommentCursor, column: number) {
    this.#selection = selection;
    this.#cursor = cursor;
    this.#column = column;
  }

  /**
   * True when a comment covers the item that starts at `start`; must be asked for each item, in order. The rest of the line of `colonEnd`
   * belongs to an item of a mapping; an item of a list has none, and shares its line with the first item inside of it.
   */
  of(start: number, colonEnd: number | undefined, value: SourceNode): boolean {
    if (!this.#selection.readsComments) return false;
    const before = this.#cursor.takeUntil(start).filter((comment) => this.#first || !this.#isTrailing(comment));
    const lineOf = value.kind === 'scalar' ? value.end : colonEnd;
    const behind = lineOf === undefined ? [] : this.#cursor.takeLine(lineOf);
    this.#first = false;
    return [...before, ...behind].some(({ text }) => this.#selection.commentHit(text));
  }

  inside(text: string, value: SourceNode): Coverage {
    return this.#selection.readsComments ? new Coverage(this.#selection, this.#cursor, columnAt(text, value.start)) : this;
  }

  /** Leaves the comments of an item out of account. */
  skip(value: SourceNode): void {
    this.#cursor.takeLine(value.end);
  }

  /** A comment indented deeper than the items closes the mapping before it and says nothing about what follows. */
  #isTrailing(comment: SourceComment): boolean {
    return comment.ownLine && comment.column > this.#column;
  }
}

/** The coverage of a document's top; comments before its `---` belong to the document before. */
export function coverDocument(text: string, root: SourceMap, selection: Selection, comments: readonly SourceComment[]): Coverage {
  const cursor = new CommentCursor(text, comments);
  cursor.takeUntil(text.lastIndexOf('\n---', root.start));
  return new Coverage(selection, cursor, columnAt(text, root.start));
}
