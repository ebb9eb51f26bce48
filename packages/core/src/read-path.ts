import { secretError } from './secret-error.js';
import type { SecretRecord } from './secret-provider.js';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Step = (values: readonly Json[]) => readonly Json[];

/**
 * Reads the part of a JSON text that a path names: `.a.b`, `."odd name"`, `["x"]`, `[0]`, `[-1]`, `[]`, `|`, `//`, `keys`, `length`.
 *
 * Numbers keep every digit. Several results are joined by line breaks. `undefined` when the path leads nowhere or to null.
 *
 * @throws `INVALID_ARGUMENT` when the text is not JSON or the path uses anything else; neither is quoted.
 */
export function readPath(text: string, path: string): SecretRecord | undefined {
  if (path.trim() === '.' || path.trim() === '') return { value: text };
  const alternatives = parse(path);
  const root = parseJson(text);
  for (const steps of alternatives) {
    const results = steps.reduce<readonly Json[]>((values, step) => step(values), [root]).filter((value) => value !== null);
    if (results.length === 1) return toRecord(results[0] as Json);
    if (results.length > 1) return { value: results.map((value) => toRecord(value).value).join('\n') };
  }
  return undefined;
}

function parse(path: string): Step[][] {
  const alternatives: Step[][] = [[]];
  // A field, quoted or not; an index; `[]`; or one of the words and signs. Here, since reading it costs each start that needs none.
  const token =
    /\s*(?:\.?\[\s*(-?\d+)\s*\]|\.?\[\s*"((?:[^"\\]|\\.)*)"\s*\]|\."((?:[^"\\]|\\.)*)"|\.([\p{L}_$][\p{L}\p{N}_$-]*)|(\.?\[\s*\])|(\/\/)|(\|)|(keys|length)\b|"((?:[^"\\]|\\.)*)"|(-?\d+(?:\.\d+)?)\b|(\.))\s*/uy;
  while (token.lastIndex < path.length) {
    const start = token.lastIndex;
    const match = token.exec(path);
    if (!match)
      throw refuse(
        `the path cannot be read from character ${start + 1} on; it may hold fields, indexes, [], |, //, keys and length`,
      );
    const [, index, bracketed, quoted, field, each, otherwise, , word, literal, number] = match;
    const steps = alternatives.at(-1) as Step[];
    const name = bracketed ?? quoted;
    if (index !== undefined) steps.push(one((value) => (Array.isArray(value) ? value.at(Number(index)) : undefined)));
    else if (name !== undefined) steps.push(member(JSON.parse(`"${name}"`) as string));
    else if (field !== undefined) steps.push(member(field));
    else if (each !== undefined) steps.push((values) => values.flatMap((value) => Object.values(value ?? {}) as Json[]));
    else if (otherwise !== undefined) alternatives.push([]);
    else if (word !== undefined) steps.push(one(word === 'keys' ? keysOf : lengthOf));
    else if (literal !== undefined) steps.push(() => [JSON.parse(`"${literal}"`) as string]);
    else if (number !== undefined) steps.push(() => [Number(number)]);
  }
  return alternatives;
}

function one(read: (value: Json) => Json | undefined): Step {
  return (values) => values.map((value) => read(value) ?? null);
}

function member(name: string): Step {
  return one((value) => (isMap(value) && Object.hasOwn(value, name) ? value[name] : undefined));
}

function keysOf(value: Json): Json {
  return Array.isArray(value) ? [...value.keys()] : isMap(value) ? Object.keys(value) : null;
}

function lengthOf(value: Json): Json {
  return typeof value === 'string'
    ? [...value].length
    : Array.isArray(value)
      ? value.length
      : isMap(value)
        ? Object.keys(value).length
        : 0;
}

function isMap(value: Json): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isRaw(value);
}

function toRecord(value: Json): SecretRecord {
  return typeof value === 'string' ? { value } : { value: JSON.stringify(value), encoding: 'json' };
}

// Numbers that a double would change are carried as their source text (JSON.parse source text access, ECMAScript 2026).
interface RawJson {
  rawJSON(text: string): { readonly rawJSON: string };
  isRawJSON(value: unknown): boolean;
  parse(text: string, reviver: (key: string, value: Json, context: { readonly source?: string }) => unknown): Json;
}
const json = JSON as Omit<JSON, 'parse'> & RawJson;

function isRaw(value: Json): boolean {
  return json.isRawJSON(value);
}

function parseJson(text: string): Json {
  try {
    return json.parse(text, (_, value, { source }) =>
      typeof value === 'number' && source !== undefined && String(value) !== source ? json.rawJSON(source) : value,
    );
  } catch {
    // The engine's message quotes the text.
    throw refuse('the value is not valid JSON, so a path cannot be read from it');
  }
}

function refuse(message: string): Error {
  return secretError(`${message}.`, { code: 'INVALID_ARGUMENT', provider: 'core', operation: 'select' });
}
