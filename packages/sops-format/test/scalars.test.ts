import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { emitString } from '../src/emit-name.js';
import { formatGoFloat, parseGoFloat } from '../src/go-float.js';
import { readSopsDocument, type SopsValue, sopsToJson } from '../src/index.js';
import { resolvePlain } from '../src/resolve-scalar.js';
import { goEncrypt, hasGoSops } from './go-sops.js';
import { keysOf, recipients } from './vectors.js';

/** Unquoted spellings whose type differs between YAML libraries. */
const spellings = `
true | True | TRUE | tRue | yes | Yes | no | on | off | y | n | false | FALSE | nil | NULL | Null | null | nULL | 0 |
-0 | +1 | -1 | 007 | 0777 | 08 | 09.5 | 0o17 | 0O17 | -0o17 | 0x1F | -0x1f | 0XfF | 0b11 | -0b11 | 0B1 | 0b12 | 1_000 |
1__0 | _1 | 1_ | 0x_1 | 0_7 | 9223372036854775807 | -9223372036854775808 | 18446744073709551616 | -9223372036854775809 |
1.5 | 1. | .5 | -.5 | +.5 | . | + | 1e3 | 1E3 | 1e+3 | 1e-3 | 1.5e3 | .5e1 | 1e | e3 | 1e400 | -1e400 | 1e-400 | 1_0.5 |
0x1p3 | 0x1.8 | .inf | -.inf | +.Inf | .INF | inf | +inf | Infinity | .nan | nan | -.nan | 1.2.3 | 1,5 | 12:30:45 |
2024-01-02 | 2024-1-2 | 2024-13-01 | 2023-02-29 | 2024-02-29 | 2024-01-02T03:04:05Z | 2024-01-02t3:4:5.123456789012Z |
2024-01-02T03:04:05 | 2024-01-02 03:04:05 | 2024-01-02 03:04:05.100 | 2024-01-02 03:04:05Z | 2024-01-02T03:04:05+01:00 |
2024-01-02T03:04:05-00:00 | 2024-01-02T03:04:05.000+05:30 | 2024-01-02T24:00:00Z | 2001-12-14 21:59:43.10 -5 |
20240102 | 02024-01-02 | 2024-01-02T03:04:05,5Z | 2024-01-02T03:04:60Z | 0000-01-01 | 9999-12-31 |
1.7976931348623157e308 | 4.9e-324 | 123456789012345678901234567890 | < | = | 0.1 | 100000000000000000000000.5 | 1e21 |
1e20 | 0.000001 | 0.0000001 | -1e-7 | + | ~x | NaN | 0x | 0b | 0o | 0_
`
  .trim()
  .split(/ \|\s/);

describe.skipIf(!hasGoSops)('unquoted scalars', () => {
  it('have the type and the value they have for the official tool', async () => {
    const plain = spellings.map((spelling, index) => `k${index}: ${spelling}\n`).join('');
    const document = await readSopsDocument(goEncrypt(plain, '--age', recipients.one ?? ''));
    const opened = await document.decrypt(keysOf('one'));
    const show = (value: unknown): string =>
      `${typeof value} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`;
    const ours = spellings.map((spelling) => [spelling, show(resolvePlain(spelling))]);
    const theirs = spellings.map((spelling, index) => [spelling, show(opened.get(`k${index}`))]);
    expect(ours).toEqual(theirs);
  });
});

describe('floats', () => {
  it('are written without an exponent and read back the same', () => {
    fc.assert(
      fc.property(fc.double(), (value) => {
        const text = formatGoFloat(value);
        expect(text).not.toMatch(/\de/i);
        expect(parseGoFloat(text)).toBe(value);
      }),
      { seed: 1 },
    );
    expect([1e300, 1e-7, 1, -0, Number.NaN, Infinity].map(formatGoFloat)).toEqual([
      `1${'0'.repeat(300)}`,
      '0.0000001',
      '1',
      '-0',
      'NaN',
      '+Inf',
    ]);
  });
});

describe('names', () => {
  it('are the same string for another YAML reader, as keys and as values', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...' \t\n:#-?,[]{}&*!|>\'"%@`\\.~01eENxny_<=+') }),
    );
    fc.assert(
      fc.property(text, (name) => {
        fc.pre(name.isWellFormed());
        expect(parse(`${emitString(name)}: 1\n`, { uniqueKeys: false, schema: 'core', mapAsMap: true })).toEqual(
          new Map([[name, 1]]),
        );
        expect(parse(`a: ${emitString(name)}\n`)).toEqual({ a: name });
      }),
      { numRuns: 500, seed: 3 },
    );
  });
});

describe('sopsToJson', () => {
  it('keeps every digit and every key', () => {
    const value = new Map<string, SopsValue>([
      ['__proto__', [9223372036854775807n, -0, 1e21, 0.1, null, true]],
      ['10', new Map([['time', { time: '2024-01-02T00:00:00Z' }]])],
    ]);
    expect(sopsToJson(value)).toBe(
      '{"__proto__":[9223372036854775807,-0,1e+21,0.1,null,true],"10":{"time":"2024-01-02T00:00:00Z"}}',
    );
    expect(sopsToJson(new Uint8Array([255, 0]))).toBe('"/wA="');
    expect(() => sopsToJson(Number.NaN)).toThrow(expect.objectContaining({ code: 'INVALID_VALUE' }));
  });
});
