import { createHash } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import * as vectors from 'cctv-age';
import { describe, expect, it } from 'vitest';
import { openAgeFile } from '../src/age-file.js';
import { openAgeHeader } from '../src/native-age.js';

const chunkBytes = 64 * 1024;

interface Vector {
  readonly name: string;
  readonly fields: ReadonlyMap<string, string>;
  readonly identities: readonly string[];
  readonly file: Buffer;
}

function readVector([name, bytes]: [string, Uint8Array]): Vector {
  const all = Buffer.from(bytes);
  const end = all.indexOf('\n\n');
  const fields = all
    .toString('latin1', 0, end)
    .split('\n')
    .map((line): [string, string] => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)]);
  const body = all.subarray(end + 2);
  return {
    name,
    fields: new Map(fields),
    identities: fields.filter(([key]) => key === 'identity').map(([, value]) => value),
    file: fields.some(([key]) => key === 'compressed') ? inflateSync(body) : body,
  };
}

// Passphrases cannot be given to this library, so their vectors say nothing about it.
const all = Object.entries(vectors)
  .map(readVector)
  .filter(({ fields }) => !fields.has('passphrase'));
const binary = all.filter(({ fields, identities }) => !fields.has('armored') && identities.length > 0);
const classic = binary.filter(({ identities }) => identities.every((identity) => identity.startsWith('AGE-SECRET-KEY-1')));

function sourceOf({ fields, file }: Vector): string | Uint8Array {
  return fields.has('armored') ? file.toString('latin1') : file;
}

/** A data key is never empty and always in one chunk, so this library opens nothing else. */
function isOneChunk({ file }: Vector): boolean {
  const payload = file.length - file.indexOf('\n', file.indexOf('\n--- ') + 1) - 1 - 16;
  return payload > 16 && payload <= chunkBytes + 16;
}

describe('the public test vectors of age', () => {
  it('are all there', () => {
    expect([all.length, binary.length, classic.length]).toEqual([117, 84, 66]);
  });

  it.each(all)('$name', async (vector) => {
    const { fields, identities } = vector;
    const plaintext = await openAgeFile(sourceOf(vector), identities);
    const opens = fields.get('expect') === 'success' && (fields.has('armored') || isOneChunk(vector));
    const hash = plaintext === undefined ? 'refused' : createHash('sha256').update(plaintext).digest('hex');
    expect(hash).toBe(opens ? fields.get('payload') : 'refused');
  });

  it.each(classic)('$name, natively', ({ name, fields, identities, file }) => {
    const native = openAgeHeader(file, identities);
    // age counts a payload without a whole nonce as a broken header.
    const expected = name.endsWith('_nonce') ? 'payload failure' : (fields.get('expect') ?? '');
    if (['success', 'payload failure'].includes(expected)) {
      const opened = typeof native === 'string' ? expect.fail(native) : native;
      expect(Buffer.from(opened.fileKey).toString('hex')).toBe(fields.get('file key'));
    } else expect(expected === 'header failure' ? ['unsure'] : ['refused']).toContain(native);
  });
});
