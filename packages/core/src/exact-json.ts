/** What JSON text means. A number that a double would change stands as `JSON.rawJSON` of its text. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

// JSON.parse source text access, ECMAScript 2026. The types of TypeScript do not have it yet.
interface ExactJson {
  rawJSON(text: string): Json;
  isRawJSON(value: unknown): boolean;
  parse(text: string, reviver: (key: string, value: Json, context: { readonly source?: string }) => unknown): Json;
}
const json = JSON as Omit<JSON, 'parse'> & ExactJson;

/**
 * Parses JSON text so that `JSON.stringify` gives every digit of its numbers back.
 *
 * @throws SyntaxError, whose message quotes the text.
 * @example
 * JSON.stringify(parseExactJson('{"id":12345678901234567890,"version":1.10}')); // {"id":12345678901234567890,"version":1.10}
 */
export function parseExactJson(text: string): Json {
  return json.parse(text, (_, value, { source }) =>
    typeof value === 'number' && source !== undefined ? exactNumber(source) : value,
  );
}

/** The number that a text of JSON means, as it was written: a plain number if that prints the same, else `JSON.rawJSON`. */
export function exactNumber(text: string): Json {
  const value = Number(text);
  return String(value) === text ? value : json.rawJSON(text);
}

/** Whether a value is a number that {@link exactNumber} keeps as text. */
export function isExactNumber(value: unknown): value is { readonly rawJSON: string } {
  return json.isRawJSON(value);
}
