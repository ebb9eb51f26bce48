import { Buffer, isUtf8 } from 'node:buffer';
import { abortable } from '../abort.js';
import { type FileCall, fileError, refusal } from './file-error.js';
import { type FileSystem, localFiles, noneOn } from './file-system.js';
import type { ReadOptions } from './read-bytes.js';

/** How a file is read. */
export interface ReadFileOptions extends FileCall, ReadOptions {
  /** The layer below. Default: the file system of this machine. */
  readonly files?: FileSystem | undefined;
}

/**
 * Reads a text file; `undefined` when there is none.
 *
 * @throws `PERMISSION_DENIED`, `INVALID_CONFIG` when it is no regular file, too large or not UTF-8, `UNAVAILABLE`; the message names
 * the path.
 * @example
 * const text = await readTextFile('secrets/prod.enc.yaml', { kind: 'sops/age', operation: 'get' });
 */
export async function readTextFile(path: string, options: ReadFileOptions): Promise<string | undefined> {
  return abortable(options.signal, async () => {
    try {
      const bytes = await noneOn(['ENOENT'], () => (options.files ?? localFiles).readFile(path, options));
      return bytes === undefined ? undefined : decodeText(bytes, path, options);
    } catch (error) {
      throw fileError(error, 'read', path, options);
    }
  });
}

/**
 * Bytes that are no UTF-8 are refused: replacement characters would be written back in their place. For the same reason a byte order
 * mark stays in the text.
 */
export function decodeText(bytes: Uint8Array, path: string, call: FileCall): string {
  if (isUtf8(bytes)) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  const message = `cannot read ${path}: it is not UTF-8 text. Look at the path, or convert the file.`;
  throw refusal(message, 'INVALID_CONFIG', path, call);
}
