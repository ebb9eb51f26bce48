import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createEnvFile, type EnvFileProvider } from '../src/index.js';

/** A folder of one test with a `.env` file in it. */
export interface EnvFolder {
  readonly path: string;
  readonly file: string;
  readonly provider: EnvFileProvider;
  read(): Promise<string>;
  write(text: string): Promise<void>;
}

/** Makes one; without a text there is no file yet. */
export async function envFolder(text?: string): Promise<EnvFolder> {
  const path = await mkdtemp(join(tmpdir(), 'keyrack-env-file-'));
  onTestFinished(() => rm(path, { recursive: true }));
  const file = join(path, '.env');
  const write = (content: string) => writeFile(file, content);
  if (text !== undefined) await write(text);
  return { path, file, provider: createEnvFile({ file }), read: () => readFile(file, 'utf8'), write };
}

/** The address of a variable. */
export const at = (name: string) => ({ path: [name] });
