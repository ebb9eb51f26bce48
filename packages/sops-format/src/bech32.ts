const alphabet = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const generators = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
const checksumLetters = 6;

function polymod(values: readonly number[]): number {
  let check = 1;
  for (const value of values) {
    const top = check >>> 25;
    check = ((check & 0x1ffffff) << 5) ^ value;
    generators.forEach((generator, bit) => {
      if ((top >> bit) & 1) check ^= generator;
    });
  }
  return check;
}

/** The prefix as the checksum counts it. */
function expand(prefix: string): number[] {
  const codes = [...prefix].map((letter) => letter.charCodeAt(0));
  return [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31)];
}

/** The letters after the prefix as numbers, without the checksum, which was right. */
function readLetters(text: string, prefix: string): number[] | undefined {
  if (text !== text.toLowerCase() && text !== text.toUpperCase()) return undefined;
  const lower = text.toLowerCase();
  if (!lower.startsWith(`${prefix}1`)) return undefined;
  const data = [...lower.slice(prefix.length + 1)].map((letter) => alphabet.indexOf(letter));
  if (data.length < checksumLetters || data.includes(-1)) return undefined;
  return polymod([...expand(prefix), ...data]) === 1 ? data.slice(0, -checksumLetters) : undefined;
}

/** Cuts the same bits into groups of another size; `rest` are the low bits that filled no group. */
function regroup(values: Iterable<number>, from: number, to: number): { groups: number[]; rest: number; restBits: number } {
  const groups: number[] = [];
  let rest = 0;
  let restBits = 0;
  for (const value of values) {
    rest = (rest << from) | value;
    restBits += from;
    while (restBits >= to) {
      restBits -= to;
      groups.push(rest >> restBits);
      rest &= (1 << restBits) - 1;
    }
  }
  return { groups, rest, restBits };
}

/** True when the text is Bech32 with the given prefix and an intact checksum. The usual limit of 90 characters does not apply to age. */
export function isBech32(text: string, prefix: string): boolean {
  return readLetters(text, prefix) !== undefined;
}

/** The bytes of a Bech32 text, or `undefined` when it is none, has another prefix, or pads with anything but the fewest zeros. */
export function decodeBech32(text: string, prefix: string): Uint8Array | undefined {
  const letters = readLetters(text, prefix);
  if (letters === undefined) return undefined;
  const { groups, rest, restBits } = regroup(letters, 5, 8);
  const bytes = restBits < 5 && rest === 0 ? Uint8Array.from(groups) : undefined;
  // The text of an identity is a string and stays; its copies need not.
  letters.fill(0);
  groups.fill(0);
  return bytes;
}

/** Bech32 in lower case, which stands for an upper case text as well. */
export function encodeBech32(bytes: Uint8Array, prefix: string): string {
  const { groups, rest, restBits } = regroup(bytes, 8, 5);
  if (restBits > 0) groups.push(rest << (5 - restBits));
  const check = polymod([...expand(prefix), ...groups, ...Array(checksumLetters).fill(0)]) ^ 1;
  for (let letter = checksumLetters - 1; letter >= 0; letter -= 1) groups.push((check >> (letter * 5)) & 31);
  const text = `${prefix}1${groups.map((group) => alphabet[group]).join('')}`;
  groups.fill(0);
  return text;
}
