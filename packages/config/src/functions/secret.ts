import { configError } from '../config-error.js';
import { trimmed } from '../trimmed.js';
import type { FunctionCall } from './call.js';

/** What `!secret` asks for. */
export interface SecretCall {
  readonly name: string;
  readonly path?: string;
  readonly default?: string;
  readonly raw: boolean;
}

/**
 * Parses `NAME | path "…" | default "…" | raw`, modifiers in any order. A `|` inside quotes belongs to the text.
 *
 * @throws `INVALID_CONFIG` for an empty name, an unknown modifier, one without its argument, or `raw` beside `path`.
 * @example
 * parseSecretCall({ tag: '!secret', text: 'DB | path ".host" | default "localhost"', node });
 */
export function parseSecretCall({ text, node }: FunctionCall): SecretCall {
  const [name = '', ...modifiers] = splitPipes(text).map((piece) => piece.trim());
  if (name === '') throw configError('!secret needs the name of a declared secret: `!secret NAME`.', 'evaluate', node);
  let call: SecretCall = { name: unquoted(name), raw: false };
  for (const modifier of modifiers) {
    const [, word = '', argument] = /^(\S*)(?:\s+([\s\S]*))?$/.exec(modifier) ?? [];
    if (word === 'raw' && argument === undefined) call = { ...call, raw: true };
    else if (word !== 'path' && word !== 'default')
      throw configError(`unknown modifier "${word}" of !secret. There are path, default and raw.`, 'evaluate', node);
    else if (argument === undefined)
      throw configError(`invalid modifier: ${word} of !secret needs an argument.`, 'evaluate', node);
    else call = { ...call, [word]: unquoted(argument.trim()) };
  }
  if (call.raw && call.path !== undefined) throw configError('!secret takes raw or path, not both.', 'evaluate', node);
  return call;
}

function splitPipes(text: string): readonly string[] {
  const pieces: string[] = [];
  let piece = '';
  let quote = '';
  for (const character of text) {
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    if (character === '|' && quote === '') {
      pieces.push(piece);
      piece = '';
    } else piece += character;
  }
  // Without its partner the quote protected nothing, and every pipe divides, as in Atmos.
  return quote === '' ? [...pieces, piece] : text.split('|');
}

function unquoted(text: string): string {
  return trimmed(text, `"'`);
}
