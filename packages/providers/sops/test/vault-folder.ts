import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createSopsDocument, generateAgeIdentity } from '@keyrack/sops-format';
import { afterEach } from 'vitest';
import type { SopsOptions } from '../src/options.js';
import { createSopsIn, type SopsProvider } from '../src/sops.js';
import type { World } from '../src/world.js';

export const owner: { readonly identity: string; readonly recipient: string } = await generateAgeIdentity();
export const stranger: { readonly identity: string; readonly recipient: string } = await generateAgeIdentity();

const folders: string[] = [];

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** A folder that is gone after the test, and a world whose home and working directory it is. */
export interface VaultFolder {
  readonly path: string;
  at(name: string): string;
  write(name: string, text: string): Promise<string>;
  read(name: string): Promise<string>;
  /** Writes a SOPS file for the owner, made by the format alone. */
  seed(name: string, values: Readonly<Record<string, string>>, recipient?: string): Promise<string>;
  provider(options?: SopsOptions, world?: Partial<World>): SopsProvider;
}

export async function vaultFolder(): Promise<VaultFolder> {
  const path = await mkdtemp(join(tmpdir(), 'keyrack-sops-'));
  folders.push(path);
  const at = (name: string): string => join(path, name);
  const write = async (name: string, text: string): Promise<string> => {
    await mkdir(dirname(at(name)), { recursive: true });
    await writeFile(at(name), text);
    return at(name);
  };
  const world: World = {
    env: {},
    platform: 'linux',
    homeDir: () => at('home'),
    workDir: () => path,
    now: () => new Date('2026-03-04T05:06:07Z'),
    run: () => Promise.reject(new Error('nothing is run here')),
  };
  return {
    path,
    at,
    write,
    read: (name) => readFile(at(name), 'utf8'),
    async seed(name, values, recipient = owner.recipient) {
      const document = await createSopsDocument({ ageRecipients: [recipient] });
      for (const [key, value] of Object.entries(values)) document.set(key, value);
      return write(name, document.toText(new Date('2026-01-01T00:00:00Z')));
    },
    provider: (options = {}, changes = {}) => createSopsIn({ ...world, ...changes }, { file: 'v.enc.yaml', ...options }),
  };
}

export const key = { ageKey: owner.identity };
export const secret = (name: string): { readonly path: readonly string[] } => ({ path: [name] });

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
