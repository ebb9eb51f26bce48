import { describe, expect, it } from 'vitest';
import { readSopsDocument, type SopsScalar, sopsToText } from '../src/index.js';
import { goEncrypt, goExtract, hasGoSops } from './go-sops.js';
import { keysOf, recipients } from './vectors.js';

/** What `sops decrypt --extract` of release 3.13.3 printed for each, without the line break that follows what is no string. */
const printed: readonly (readonly [string, SopsScalar, string])[] = [
  ['2024-05-01', { time: '2024-05-01T00:00:00Z' }, '2024-05-01T00:00:00Z'],
  ['2024-05-01 10:20:30', { time: '2024-05-01T10:20:30Z' }, '2024-05-01T10:20:30Z'],
  ['2024-05-01T10:20:30.5+02:00', { time: '2024-05-01T10:20:30.5+02:00' }, '2024-05-01T10:20:30.5+02:00'],
  ['"2024-05-01"', '2024-05-01', '2024-05-01'],
  ['True', true, 'true'],
  ['yes', 'yes', 'yes'],
  ['0777', 511n, '511'],
  ['0o17', 15n, '15'],
  ['1_000', 1000n, '1000'],
  ['9223372036854775807', 9223372036854775807n, '9223372036854775807'],
  ['123456789012345678901234567890', 1.2345678901234568e29, '1.2345678901234568e+29'],
  ['1e3', 1000, '1000'],
  ['1.5e6', 1_500_000, '1.5e+06'],
  ['999999.5', 999_999.5, '999999.5'],
  ['1234567.0', 1_234_567, '1.234567e+06'],
  ['0.0001', 0.0001, '0.0001'],
  ['0.00001234', 0.00001234, '1.234e-05'],
  ['1e-7', 1e-7, '1e-07'],
  ['1e300', 1e300, '1e+300'],
  ['3.0', 3, '3'],
  ['0.0', 0, '0'],
  ['-0.0', -0, '-0'],
  ['.inf', Number.POSITIVE_INFINITY, '.inf'],
  ['-.inf', Number.NEGATIVE_INFINITY, '-.inf'],
  ['.nan', Number.NaN, '.nan'],
  ['~', null, 'null'],
  ['12:30:45', '12:30:45', '12:30:45'],
  ['"first\\nsecond\\n"', 'first\nsecond\n', 'first\nsecond\n'],
];

describe('sopsToText', () => {
  it.each(printed)('writes %s, which is %o, as %j', (_, value, text) => {
    expect(sopsToText(value)).toBe(text);
  });

  it.skipIf(!hasGoSops)('writes what the official tool prints', async () => {
    const plain = printed.map(([spelling], index) => `k${index}: ${spelling}\n`).join('');
    const encrypted = goEncrypt(plain, '--age', recipients.one ?? '');
    const open = await (await readSopsDocument(encrypted)).decrypt(keysOf('one'));
    const ours = printed.map(([spelling, value], index) => {
      expect(open.get(`k${index}`)).toEqual(value);
      return [spelling, sopsToText(open.get(`k${index}`) as SopsScalar)];
    });
    const theirs = printed.map(([spelling, value], index) => {
      const text = goExtract(encrypted, `["k${index}"]`);
      return [spelling, typeof value === 'string' ? text : text.replace(/\n$/, '')];
    });
    expect(ours).toEqual(theirs);
  });
});
