import { decodeBase64 } from './base64.js';

const begin = '-----BEGIN AGE ENCRYPTED FILE-----';
const end = '-----END AGE ENCRYPTED FILE-----';
const lineLetters = 64;

/** The bytes of an armored age file, or `undefined` when the text is not exactly that: white space around it and CRLF are allowed. */
export function decodeArmor(text: string): Buffer | undefined {
  const lines = text.trim().replaceAll('\r\n', '\n').split('\n');
  if (lines.shift() !== begin || lines.pop() !== end) return undefined;
  const last = lines.at(-1) ?? '';
  const isFull = lines.slice(0, -1).every((line) => line.length === lineLetters);
  if (!isFull || last.length === 0 || last.length > lineLetters) return undefined;
  return decodeBase64(lines.join(''));
}
