import { exactNumber, isExactNumber, type Json, parseExactJson } from './exact-json.js';
import { type PathExpression, type PathStep, type PathTerm, parsePath, refusal } from './path-expression.js';
import { createPathTrace as createTrace, type PathTrace as Trace } from './path-trace.js';
import type { SecretRecord } from './secret-provider.js';

/**
 * Reads the part of a JSON text that a path names: `.a.b`, `.["odd name"]`, `[0]`, `[-1]`, `[]`, `|`, `//`, `keys`, `length`.
 *
 * The answer is that of yq, except that numbers keep every digit. Several results are joined by line breaks. `undefined` when the path
 * leads nowhere or to null.
 *
 * @throws `INVALID_ARGUMENT` when the text is not JSON, or the path uses anything else or does not fit the value; neither is quoted.
 */
export function readPath(text: string, path: string): SecretRecord | undefined {
  if (path.trim() === '.' || path.trim() === '') return { value: text };
  const expression = parsePath(path);
  const results = evaluate(expression, parseJson(text));
  if (results.length > 1) return { value: results.map((value) => toRecord(value).value).join('\n') };
  const [result = null] = results;
  return result === null ? undefined : toRecord(result);
}

function evaluate(stages: PathExpression, root: Json): readonly Json[] {
  return stages.reduce<readonly Json[]>((values, terms) => values.flatMap((value) => firstPresent(terms, value)), [root]);
}

// `//` binds tighter than `|`, and goes on from null and false: https://mikefarah.gitbook.io/yq/operators/alternative-default-value
function firstPresent([first, ...others]: readonly PathTerm[], value: Json): readonly Json[] {
  const trace = others.length > 0 ? createTrace() : undefined;
  return others.reduce(
    (results, term) => {
      const instead = resultsOf(term, value, trace);
      if (instead.length === 0 || (results.length > 0 && results.every(isPresent))) return results;
      if (results.length > 1 && instead.length > 1) throw refusal('the path offers several values in place of one of several');
      const chosen = results.length === 0 ? instead : results.flatMap((result) => (isPresent(result) ? [result] : instead));
      return trace?.checked(chosen) ?? chosen;
    },
    resultsOf(first as PathTerm, value, trace),
  );
}

function isPresent(value: Json): boolean {
  return value !== null && value !== false;
}

function resultsOf(term: PathTerm, value: Json, trace: Trace | undefined): readonly Json[] {
  if ('literal' in term) return [typeof term.literal === 'object' ? exactNumber(term.literal.number) : term.literal];
  if ('word' in term) return [term.word === 'keys' ? keysOf(value) : lengthOf(value)];
  trace?.begin(term);
  return term.steps.reduce<readonly Json[]>(
    (values, step, depth) => values.flatMap((each) => follow(step, each, depth, trace)),
    [value],
  );
}

// Null has parts, which are null; a scalar has none at all.
function follow(step: PathStep, value: Json, depth: number, trace: Trace | undefined): readonly Json[] {
  if (value === null) trace?.intoNull(depth);
  if (step === 'each') return Array.isArray(value) ? value : isMap(value) ? entriesOf(value).map(([, part]) => part) : [];
  const { name } = step;
  if (isMap(value) && Object.hasOwn(value, name)) return [value[name] as Json];
  if (isMap(value)) trace?.missed(value);
  else if (Array.isArray(value)) return [elementOf(value, name, trace)];
  else if (value === null && name.startsWith('-')) throw refusal('the path counts backwards in a list that is not there');
  return value === null || isMap(value) ? [null] : [];
}

function elementOf(list: readonly Json[], name: string, trace: Trace | undefined): Json {
  if (!/^(?:0|-?[1-9]\d*)$/.test(name)) throw refusal('the path asks a list for something that is no index');
  if (Number(name) < -list.length) throw refusal('the path counts further back than the list is long');
  const element = list.at(Number(name));
  if (element === undefined) trace?.missed(list);
  return element ?? null;
}

function keysOf(value: Json): Json {
  if (Array.isArray(value)) return [...value.keys()];
  if (isMap(value)) return entriesOf(value).map(([name]) => name);
  throw refusal('the path asks for the keys of something that is neither a map nor a list');
}

function lengthOf(value: Json): Json {
  if (value === null) return 0;
  if (typeof value === 'string') return new TextEncoder().encode(value).length;
  if (Array.isArray(value)) return value.length;
  if (isMap(value)) return Object.keys(value).length;
  throw refusal('the path asks for the length of a number or truth value');
}

// JavaScript puts names that are indexes in front, wherever they stood.
function entriesOf(value: { readonly [key: string]: Json }): readonly (readonly [string, Json])[] {
  const entries = Object.entries(value);
  if (entries.length > 1 && entries.some(([name]) => /^(?:0|[1-9]\d*)$/.test(name)))
    throw refusal('the path asks for the order of a map whose names are numbers, which is not known');
  return entries;
}

function isMap(value: Json): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isExactNumber(value);
}

function toRecord(value: Json): SecretRecord {
  return typeof value === 'string' ? { value } : { value: JSON.stringify(value), encoding: 'json' };
}

function parseJson(text: string): Json {
  try {
    return parseExactJson(text);
  } catch {
    // The engine's message quotes the text.
    throw refusal('the value is not valid JSON, so a path cannot be read from it');
  }
}
