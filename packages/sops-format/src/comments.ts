import { columnAt, lineEndAt } from './source-tree.js';

/** A comment without its `#`. */
export interface SourceComment {
  readonly text: string;
  readonly start: number;
  readonly column: number;
  /** False for a comment behind something else on its line. */
  readonly ownLine: boolean;
}

/**
 * Finds the comments of a YAML text, in order. Only documents whose rule reads comments pay for this second pass.
 */
export async function findComments(text: string): Promise<SourceComment[]> {
  const { CST, Lexer } = await import('./yaml-library.js');
  const comments: SourceComment[] = [];
  let offset = 0;
  for (const lexeme of new Lexer().lex(text)) {
    const type = CST.tokenType(lexeme);
    // Marks that the lexer adds; they stand for no text.
    if (type === 'doc-mode' || type === 'flow-error-end' || type === 'scalar') continue;
    if (type === 'comment') {
      const column = columnAt(text, offset);
      const ownLine = text.slice(offset - column, offset).trim() === '';
      comments.push({ text: lexeme.slice(1).replace(/\r$/, ''), start: offset, column, ownLine });
    }
    offset += lexeme.length;
  }
  return comments;
}

/** Hands comments out in document order, each once. */
export class CommentCursor {
  readonly #comments: readonly SourceComment[];
  readonly #text: string;
  #next = 0;

  constructor(text: string, comments: readonly SourceComment[]) {
    this.#text = text;
    this.#comments = comments;
  }

  /** The comments not yet taken that start before an offset. */
  takeUntil(offset: number): readonly SourceComment[] {
    const from = this.#next;
    while ((this.#comments[this.#next]?.start ?? Number.POSITIVE_INFINITY) < offset) this.#next += 1;
    return this.#comments.slice(from, this.#next);
  }

  /** The same, up to the end of the line that holds an offset. */
  takeLine(offset: number): readonly SourceComment[] {
    return this.#comments.length === this.#next ? [] : this.takeUntil(lineEndAt(this.#text, offset));
  }
}
