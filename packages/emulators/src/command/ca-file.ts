import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A certificate of an authority in a file of its own. */
export interface CaFile {
  readonly path: string;
  remove(): Promise<void>;
}

/** Writes the certificate into a new temporary folder. The private key is never written. */
export async function writeCaFile(pem: string): Promise<CaFile> {
  const folder = await mkdtemp(join(tmpdir(), 'keyrack-emulators-'));
  const path = join(folder, 'ca.pem');
  await writeFile(path, pem);
  return { path, remove: () => rm(folder, { recursive: true, force: true }) };
}
