import { lexAction, type Token } from './lex-action.js';

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

/** What is wrong with a template, for the caller to place. */
export class TemplateFault extends Error {}

interface Action {
  readonly text: string;
}

/**
 * Parses the subset of Go templates that configurations use: fields, literals, pipes, function calls, `if`, `else if`, `else`.
 *
 * @throws {@link TemplateFault} for anything else, naming it.
 */
export function parseTemplate(text: string, [open, close]: readonly [string, string]): readonly Part[] {
  const pieces = split(text, open, close);
  const parts = parseParts(pieces);
  const rest = pieces.shift();
  if (rest !== undefined) throw new TemplateFault(`{{ ${(rest as Action).text} }} stands outside of an if`);
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

function parseParts(pieces: (string | Action)[]): readonly Part[] {
  const parts: Part[] = [];
  for (let piece = pieces[0]; piece !== undefined; piece = pieces[0]) {
    if (typeof piece !== 'string' && /^(else|end)\b/.test(piece.text)) return parts;
    pieces.shift();
    if (typeof piece === 'string') {
      if (piece !== '') parts.push({ type: 'text', text: piece });
      continue;
    }
    const keyword = /^(range|with|define|template|block|break|continue)\b/.exec(piece.text)?.[0];
    if (keyword !== undefined) throw new TemplateFault(`the template keyword "${keyword}" is not supported`);
    if (/^if\b/.test(piece.text)) parts.push(parseChoice(piece.text.slice(2), pieces));
    else parts.push({ type: 'output', value: parseExpression(piece.text) });
  }
  return parts;
}

function parseChoice(condition: string, pieces: (string | Action)[]): Part {
  const branches = [{ when: parseExpression(condition) as Expression | undefined, parts: parseParts(pieces) }];
  for (;;) {
    const next = pieces.shift();
    if (next === undefined || typeof next === 'string') throw new TemplateFault('an if has no end');
    if (/^end$/.test(next.text)) return { type: 'choice', branches };
    const otherwise = /^else(?:\s+if\b(.*))?$/s.exec(next.text);
    if (!otherwise) throw new TemplateFault(`{{ ${next.text} }} is not understood`);
    branches.push({ when: otherwise[1] === undefined ? undefined : parseExpression(otherwise[1]), parts: parseParts(pieces) });
  }
}

function parseExpression(text: string): Expression {
  const tokens = lexAction(text);
  if (!tokens || tokens.length === 0) throw new TemplateFault(`{{ ${text.trim()} }} is not understood`);
  const queue = [...tokens];
  const expression = parsePipeline(queue, text);
  if (queue.length > 0) throw new TemplateFault(`{{ ${text.trim()} }} is not understood`);
  return expression;
}

function parsePipeline(queue: Token[], text: string): Expression {
  let value = parseCommand(queue, text, undefined);
  while (queue[0]?.type === 'punctuation' && queue[0].value === '|') {
    queue.shift();
    value = parseCommand(queue, text, value);
  }
  return value;
}

/** One stage of a pipe: an operand alone, or a function with operands; what was piped in is its last argument. */
function parseCommand(queue: Token[], text: string, piped: Expression | undefined): Expression {
  const head = queue[0];
  if (head?.type !== 'word' || Object.hasOwn(literals, head.value)) {
    if (piped) throw new TemplateFault(`{{ ${text.trim()} }} pipes into something that is not a function`);
    return parseOperand(queue, text);
  }
  queue.shift();
  const args: Expression[] = [];
  while (queue.length > 0 && !(queue[0]!.type === 'punctuation' && queue[0]!.value !== '(')) args.push(parseOperand(queue, text));
  return { type: 'call', name: head.value, args: piped ? [...args, piped] : args };
}

const literals: Readonly<Record<string, boolean | null>> = { true: true, false: false, nil: null };

function parseOperand(queue: Token[], text: string): Expression {
  const token = queue.shift();
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
      const inner = token.value === '(' ? parsePipeline(queue, text) : undefined;
      const closing = queue.shift();
      if (inner && closing?.type === 'punctuation' && closing.value === ')') return inner;
    }
  }
  throw new TemplateFault(`{{ ${text.trim()} }} is not understood`);
}
