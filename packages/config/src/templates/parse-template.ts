import { limits } from '../limits.js';
import { Cursor } from './cursor.js';
import { lexAction, type Token } from './lex-action.js';
import { notUnderstood, TemplateFault } from './template-fault.js';

/** A value in a template: a field, a literal, or a function with its arguments. */
export type Expression =
  | { readonly type: 'field'; readonly path: readonly string[] }
  | { readonly type: 'literal'; readonly value: string | number | boolean | null }
  | { readonly type: 'call'; readonly name: string; readonly args: readonly Expression[] };

/** A piece of a template. */
export type Part =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'output'; readonly value: Expression }
  | {
      readonly type: 'choice';
      readonly branches: readonly { readonly when: Expression | undefined; readonly parts: readonly Part[] }[];
    };

interface Action {
  readonly text: string;
}

/**
 * Parses the subset of Go templates that configurations use: fields, literals, pipes, function calls, `if`, `else if`, `else`.
 *
 * @throws {@link TemplateFault} for anything else, naming it.
 */
export function parseTemplate(text: string, [open, close]: readonly [string, string]): readonly Part[] {
  const pieces = new Cursor(split(text, open, close));
  const parts = parseParts(pieces);
  const rest = pieces.take();
  if (rest !== undefined) throw notUnderstood((rest as Action).text, 'stands outside of an if');
  return parts;
}

function split(text: string, open: string, close: string): (string | Action)[] {
  const pieces: (string | Action)[] = [];
  let position = 0;
  let trimNext = false;
  while (position <= text.length) {
    const start = text.indexOf(open, position);
    const literal = text.slice(position, start === -1 ? undefined : start);
    const trimmed = trimNext ? literal.trimStart() : literal;
    if (start === -1) {
      pieces.push(trimmed);
      break;
    }
    const end = text.indexOf(close, start + open.length);
    if (end === -1) throw new TemplateFault(`${open} has no ${close}`);
    const inside = text.slice(start + open.length, end);
    const trimsBefore = /^-\s/.test(inside);
    trimNext = /\s-$/.test(inside);
    pieces.push(trimsBefore ? trimmed.trimEnd() : trimmed);
    const action = inside.replace(/^-\s/, '').replace(/\s-$/, '').trim();
    if (!action.startsWith('/*')) pieces.push({ text: action });
    position = end + close.length;
  }
  return pieces;
}

function parseParts(pieces: Cursor<string | Action>): readonly Part[] {
  const parts: Part[] = [];
  for (let piece = pieces.next; piece !== undefined; piece = pieces.next) {
    if (typeof piece !== 'string' && /^(else|end)\b/.test(piece.text)) return parts;
    pieces.take();
    if (typeof piece === 'string') {
      if (piece !== '') parts.push({ type: 'text', text: piece });
      continue;
    }
    const keyword = /^(range|with|define|template|block|break|continue)\b/.exec(piece.text)?.[0];
    if (keyword !== undefined) throw new TemplateFault(`the template keyword "${keyword}" is not supported`);
    const condition = /^if\b/.test(piece.text) ? piece.text.slice(2) : undefined;
    if (condition === undefined) parts.push({ type: 'output', value: parseExpression(piece.text) });
    else parts.push(pieces.nested(() => parseChoice(condition, pieces)));
  }
  return parts;
}

function parseChoice(condition: string, pieces: Cursor<string | Action>): Part {
  const branches = [{ when: parseExpression(condition) as Expression | undefined, parts: parseParts(pieces) }];
  for (;;) {
    const next = pieces.take();
    if (next === undefined || typeof next === 'string') throw new TemplateFault('an if has no end');
    if (/^end$/.test(next.text)) return { type: 'choice', branches };
    const otherwise = /^else(?:\s+if\b(.*))?$/s.exec(next.text);
    if (!otherwise) throw notUnderstood(next.text);
    branches.push({ when: otherwise[1] === undefined ? undefined : parseExpression(otherwise[1]), parts: parseParts(pieces) });
  }
}

function parseExpression(text: string): Expression {
  const tokens = lexAction(text);
  if (!tokens || tokens.length === 0) throw notUnderstood(text);
  // Each stage of a pipe is a call around the one before, so that a long one is a deep one.
  if (tokens.length > limits.actionWords) throw notUnderstood(text, `has more than ${limits.actionWords} words`);
  const queue = new Cursor(tokens);
  const expression = parsePipeline(queue, text);
  if (queue.next !== undefined) throw notUnderstood(text);
  return expression;
}

function isPunctuation(token: Token | undefined, value: string): boolean {
  return token?.type === 'punctuation' && token.value === value;
}

function parsePipeline(queue: Cursor<Token>, text: string): Expression {
  let value = parseCommand(queue, text, undefined);
  while (isPunctuation(queue.next, '|')) {
    queue.take();
    value = parseCommand(queue, text, value);
  }
  return value;
}

/** One stage of a pipe: an operand alone, or a function with operands; what was piped in is its last argument. */
function parseCommand(queue: Cursor<Token>, text: string, piped: Expression | undefined): Expression {
  const head = queue.next;
  if (head?.type !== 'word' || Object.hasOwn(literals, head.value)) {
    if (piped) throw notUnderstood(text, 'pipes into something that is not a function');
    return parseOperand(queue, text);
  }
  queue.take();
  const args: Expression[] = [];
  while (queue.next !== undefined && !isPunctuation(queue.next, ')') && !isPunctuation(queue.next, '|'))
    args.push(parseOperand(queue, text));
  return { type: 'call', name: head.value, args: piped ? [...args, piped] : args };
}

const literals: Readonly<Record<string, boolean | null>> = { true: true, false: false, nil: null };

function parseOperand(queue: Cursor<Token>, text: string): Expression {
  const token = queue.take();
  switch (token?.type) {
    case 'field':
      return { type: 'field', path: token.path };
    case 'string':
    case 'number':
      return { type: 'literal', value: token.value };
    case 'word':
      return Object.hasOwn(literals, token.value)
        ? { type: 'literal', value: literals[token.value]! }
        : { type: 'call', name: token.value, args: [] };
    case 'punctuation': {
      const inner = token.value === '(' ? queue.nested(() => parsePipeline(queue, text)) : undefined;
      if (inner && isPunctuation(queue.take(), ')')) return inner;
    }
  }
  throw notUnderstood(text);
}
