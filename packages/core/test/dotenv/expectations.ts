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

/** Shows that a reader reads what keyrack does from any text that keyrack neither refuses nor notes anything on. */
export async function expectSameReading(
  name: DotenvReader,
  read: Reader,
  { numRuns }: { readonly numRuns: number },
): Promise<void> {
  let compared = 0;
  const property = fc.asyncProperty(awkwardTexts, async (text) => {
    const { entries } = readDotenv(text);
    if (isKnown(name, text) || entries.some(({ fault }) => fault !== undefined)) return;
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
