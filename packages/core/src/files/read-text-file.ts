import { abortable } from '../abort.js';
import { type FileCall, fileError, refusal } from './file-error.js';
import { type FileSystem, localFiles, noneOn } from './file-system.js';

/** How a file is read. */
export interface ReadFileOptions extends FileCall {
  readonly signal?: AbortSignal | undefined;
  /** The layer below. Default: the file system of this machine. */
  readonly files?: FileSystem | undefined;
}

// A byte order mark stays in the text: it has to be there again when the text is written back.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads a text file; `undefined` when there is none.
 *
 * @throws `PERMISSION_DENIED`, `INVALID_CONFIG` when it is a folder or not UTF-8, `UNAVAILABLE`; the message names the path.
 * @example
 * const text = await readTextFile('secrets/prod.enc.yaml', { kind: 'sops/age', operation: 'get' });
 */
export async function readTextFile(path: string, options: ReadFileOptions): Promise<string | undefined> {
  return abortable(options.signal, async () => {
    try {
      const bytes = await noneOn(['ENOENT'], () => (options.files ?? localFiles).readFile(path));
      return bytes === undefined ? undefined : decodeText(bytes, path, options);
    } catch (error) {
      throw fileError(error, 'read', path, options);
    }
  });
}

/** Bytes that are no UTF-8 are refused: replacement characters would be written back in their place. */
export function decodeText(bytes: Uint8Array, path: string, call: FileCall): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw refusal(
      `cannot read ${path}: it is not UTF-8 text. Look at the path, or convert the file.`,
      'INVALID_CONFIG',
      path,
      call,
    );
  }
}
