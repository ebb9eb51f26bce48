import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';

const folders: string[] = [];

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** A folder of its own, gone after the test. */
export async function scratchFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'keyrack-files-'));
  folders.push(folder);
  return folder;
}

/** What lies in a folder, hidden files included, in order. */
export async function entries(folder: string): Promise<string[]> {
  return (await readdir(folder)).toSorted();
}

export const call = { kind: 'test', operation: 'set' };
