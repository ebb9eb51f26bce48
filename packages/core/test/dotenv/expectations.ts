import fc from 'fast-check';
import { expect } from 'vitest';
import { type DotenvReader, formatDotenvLine, misreadersOf, readDotenv } from '../../src/dotenv/index.js';
import type { Reader } from './readers.js';
import { awkwardTexts, awkwardValues } from './values.js';

/**
 * Shows that a reader finds each value of a file as it was written, or was announced to find another one; and that the announcement is
 * true.
 */
export async function expectReadBack(name: DotenvReader, read: Reader, { numRuns }: { readonly numRuns: number }): Promise<void> {
  const property = fc.asyncProperty(fc.array(awkwardValues, { minLength: 1, maxLength: 12 }), async (values) => {
    const text = values.map((value, index) => `${formatDotenvLine(`A${index}`, value)}\n`).join('');
    const found = await read(text);
    for (const [index, value] of values.entries()) {
      const announced = misreadersOf(value).includes(name);
      expect([value, found[`A${index}`] !== value, text]).toEqual([value, announced, text]);
    }
  });
  await fc.assert(property, { numRuns });
}

/** Forms in which a person could write a value. */
function formsOf(value: string): readonly string[] {
  const oneLine = value.replaceAll('\n', '\\n').replaceAll('\r', '\\r');
  const guarded = [`'${value}' #'x`, `'${value.replaceAll("'", "'\\''")}'`, `"${value.replaceAll(/["$`\\]/g, '\\$&')}"`];
  return [value, `'${value}'`, `"${value}"`, `"${oneLine}"`, `"${oneLine.replaceAll('"', '\\"')}"`, ...guarded];
}

/** Shows that a value which was announced to differ for some reader has no form that means the same to all of these. */
export async function expectNoBetterForm(readers: readonly Reader[], { numRuns }: { readonly numRuns: number }): Promise<void> {
  const isReadByAll = async (value: string, form: string): Promise<boolean> => {
    for (const read of readers) {
      // A form that a shell runs, or takes for no script at all, is not read.
      const found = await read(`A=${form}\nB=1\n`).catch((): Awaited<ReturnType<Reader>> => ({}));
      if (found.A !== value || found.B !== '1') return false;
    }
    return true;
  };
  let announced = 0;
  for (const value of fc.sample(awkwardValues, numRuns)) {
    const own = formatDotenvLine('A', value).slice('A='.length);
    if (misreadersOf(value).length === 0 || (await isReadByAll(value, own))) continue;
    announced += 1;
    for (const form of formsOf(value)) expect([value, form, await isReadByAll(value, form)]).toEqual([value, form, false]);
  }
  expect(announced).toBeGreaterThan(numRuns / 20);
}

/** Shows that a reader reads what keyrack does from any text that keyrack neither refuses nor notes anything on. */
export async function expectSameReading(
  name: DotenvReader,
  read: Reader,
  { numRuns }: { readonly numRuns: number },
): Promise<void> {
  let compared = 0;
  const property = fc.asyncProperty(awkwardTexts, async (text) => {
    const { entries } = readDotenv(text);
    // Of a line that a later one of its name replaces, nothing is told; a carriage return in it hides a line.
    if (/\r(?!\n)/.test(text) || isKnown(name, text) || entries.some(({ fault }) => fault !== undefined)) return;
    const found = await read(text);
    for (const entry of entries) {
      if (entry.fault !== undefined || entry.note !== undefined) continue;
      compared += 1;
      expect([text, entry.name, found[entry.name]]).toEqual([text, entry.name, entry.value]);
    }
  });
  await fc.assert(property, { numRuns });
  expect(compared).toBeGreaterThan(numRuns / 100);
}

// Node takes the line behind an empty value for the value, or "export" for a part of its name. Python reads what is in single quotes
// differently where keyrack, which writes such values, announces that.
function isKnown(name: DotenvReader, text: string): boolean {
  if (name === 'node') return /=[ \t]*\r?$/m.test(text);
  const values = readDotenv(text).entries.flatMap((entry) => (entry.fault === undefined ? [entry.value] : []));
  return values.some((value) => misreadersOf(value).includes(name));
}

/** The value that keyrack itself reads; `undefined` when it is refused or not there. */
export function ownValue(text: string, name: string): string | undefined {
  const entry = readDotenv(text).find(name);
  return entry?.fault === undefined ? entry?.value : undefined;
}
