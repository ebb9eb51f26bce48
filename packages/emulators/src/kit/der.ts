// The few forms of ASN.1 that a certificate is made of, in their distinguished encoding (ITU-T X.690).

/** Bytes, one by one. */
export function bytes(...values: readonly number[]): Buffer {
  return Buffer.from(values);
}

/** An ordered group. */
export function sequence(...items: readonly Buffer[]): Buffer {
  return encode(0x30, Buffer.concat(items));
}

/** An unordered group. */
export function setOf(...items: readonly Buffer[]): Buffer {
  return encode(0x31, Buffer.concat(items));
}

/** A whole number above zero, from its bytes. */
export function positiveInteger(value: Uint8Array): Buffer {
  const first = value.findIndex((byte) => byte !== 0);
  const significant = Buffer.from(value.subarray(Math.max(0, first)));
  const signBit = ((significant[0] ?? 0) & 0x80) !== 0;
  return encode(0x02, signBit ? Buffer.concat([bytes(0), significant]) : significant);
}

/** A boolean. */
export function flag(value: boolean): Buffer {
  return encode(0x01, bytes(value ? 0xff : 0));
}

/** A string of octets. */
export function octets(content: Uint8Array): Buffer {
  return encode(0x04, content);
}

/** A string of bits; the last `unused` ones do not count. */
export function bitString(content: Uint8Array, unused = 0): Buffer {
  return encode(0x03, Buffer.concat([bytes(unused), content]));
}

/** Text in UTF-8. */
export function text(value: string): Buffer {
  return encode(0x0c, Buffer.from(value));
}

/** A time before 2050, to the second. */
export function utcTime(ms: number): Buffer {
  const digits = new Date(ms).toISOString().replace(/\D/g, '').slice(2, 14);
  return encode(0x17, Buffer.from(`${digits}Z`));
}

/** A dotted object identifier. */
export function objectId(dotted: string): Buffer {
  const [first = 0, second = 0, ...others] = dotted.split('.').map(Number);
  return encode(0x06, Buffer.from([first * 40 + second, ...others].flatMap(base128)));
}

/** A member known by its number: its content stands bare, or is a whole value of its own when `constructed`. */
export function context(number: number, content: Uint8Array, form: 'primitive' | 'constructed' = 'primitive'): Buffer {
  return encode((form === 'constructed' ? 0xa0 : 0x80) + number, content);
}

function encode(tag: number, content: Uint8Array): Buffer {
  return Buffer.concat([bytes(tag, ...lengthOf(content.byteLength)), content]);
}

function lengthOf(length: number): readonly number[] {
  if (length < 0x80) return [length];
  return length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
}

function base128(value: number): readonly number[] {
  const digits = [value & 0x7f];
  for (let left = value >> 7; left > 0; left >>= 7) digits.unshift((left & 0x7f) | 0x80);
  return digits;
}
