import { isUtf8 } from 'node:buffer';
import { secretError } from '@keyrack/core/provider';

/**
 * Text of a file.
 *
 * @throws `INVALID_CONFIG` with the place of the first byte that is not UTF-8: a replacement character in its stead would change a
 * value without a word.
 */
export function decodeUtf8(bytes: Buffer, file: string): string {
  const text = bytes.toString('utf8');
  if (isUtf8(bytes)) return text;
  const again = Buffer.from(text);
  const differs = bytes.findIndex((byte, index) => byte !== again[index]);
  // The beginning of a replacement character looks like the one that stands for it.
  const at = differs === -1 ? bytes.length - 1 : differs;
  const before = bytes.subarray(0, at).toString('utf8');
  const line = before.split('\n').length;
  const column = at - Buffer.byteLength(before.slice(0, before.lastIndexOf('\n') + 1)) + 1;
  const message = `${file}:${line}:${column}: this is not UTF-8 (byte ${at + 1} of the file). Save the file as UTF-8.`;
  throw secretError(message, { code: 'INVALID_CONFIG', provider: 'config', operation: 'read' });
}
