import { parseEnv } from 'node:util';
import { parse } from 'dotenv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDocument } from '../src/document.js';
import { at, envFolder } from './folder.js';

const awkward = fc.constantFrom(...'\'"`\\#$ \n\r\t=nrte', '\\n', '\\"', "\\'", '\r\n', ' #', '\u00a0', '\u2028', '\ufeff', 'é');
const values = fc.oneof(
  fc.array(awkward, { maxLength: 8 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed() && !text.includes('\0')),
);
const call = { file: '.env', operation: 'get' };
const readValue = (text: string): string | undefined => readDocument(text, call).get('A');

/** Every form that a person could write a value in. */
function formsOf(value: string): string[] {
  const oneLine = value.replaceAll('\n', '\\n').replaceAll('\r', '\\r');
  const forms = [value, `'${value}'`, `\`${value}\``, `"${value}"`, `"${oneLine}"`, `"${oneLine.replaceAll('"', '\\"')}"`];
  return forms.map((form) => `A=${form}\n`);
}

/** Whether a form says exactly this to a reader, and nothing beside it. */
function says(read: (text: string) => unknown, text: string, value: string): boolean {
  try {
    const found = read(text);
    return typeof found === 'string' ? found === value : JSON.stringify(found) === JSON.stringify({ A: value });
  } catch {
    return false;
  }
}

const witnesses: [string, (text: string) => unknown][] = [
  ['util.parseEnv', (text) => ({ ...parseEnv(text) })],
  ['dotenv', (text) => ({ ...parse(text) })],
];

describe('what is written', () => {
  it('is what is read, in any file, with everything around it as it was', async () => {
    const lines = fc.constantFrom('# it\'s "\n', 'B="b"\n', "export C='c' # d\r\n", '\n', 'A=old\n', "A='two\nlines' #\n", '');
    await fc.assert(
      fc.property(fc.array(lines), values, fc.constantFrom('A', 'B', 'Z', '__proto__'), (parts, value, name) => {
        const text = parts.join('');
        const before = readDocument(text, call);
        const after = readDocument(before.with(name, value), call);
        expect(after.get(name)).toBe(value);
        expect(after.names.map((other) => other === name || after.get(other) === before.get(other))).not.toContain(false);
        expect(readDocument(after.without(name), call).get(name)).toBeUndefined();
        if (before.get(name) === undefined && /(^|\n)$/.test(text)) expect(after.without(name)).toBe(text);
      }),
      { numRuns: 2_000 },
    );
  });

  it.for(witnesses)('is read by %s too, where any form of it is', ([, read]) => {
    fc.assert(
      fc.property(values, (value) => {
        const text = readDocument('', call).with('A', value);
        const possible = formsOf(value).filter((form) => says(readValue, form, value) && says(read, form, value));
        fc.pre(possible.length > 0);
        expect([says(read, text, value), text, possible]).toEqual([true, text, possible]);
      }),
      { numRuns: 5_000 },
    );
  });

  it.for(witnesses)('is told apart from the lines around it by %s', ([, read]) => {
    const common = values.filter((value) => !value.includes('\r') && !value.includes('\\'));
    fc.assert(
      fc.property(fc.array(common, { maxLength: 5 }), (all) => {
        const text = all.reduce((text, value, index) => readDocument(text, call).with(`N${index}`, value), '');
        const readers = [readValue, ...witnesses.map(([, each]) => each)];
        const possible = all.every((value) => formsOf(value).some((form) => readers.every((each) => says(each, form, value))));
        fc.pre(possible);
        expect(read(text)).toEqual(Object.fromEntries(all.map((value, index) => [`N${index}`, value])));
      }),
      { numRuns: 1_000 },
    );
  });

  it.for(witnesses)('does not run on into the next line for %s when it ends with a backslash', ([, read]) => {
    const value = 'C:\\my files\\';
    const text = readDocument("B='b'\n# kids'\n", call).with('A', value);
    expect([read(`${text}B='b'\n# kids'\n`), text.endsWith(`A=${value}\n`)]).toEqual([{ A: value, B: 'b' }, true]);
  });
});

it('the largest value in its longest form takes no long time', async () => {
  const { provider } = await envFolder();
  for (const value of ['"\'`\\\r'.repeat(13_000), '\n'.repeat(65_536), '\\'.repeat(65_536)]) {
    await provider.set(at('A'), value);
    expect((await provider.get(at('A')))?.value === value).toBe(true);
  }
});
