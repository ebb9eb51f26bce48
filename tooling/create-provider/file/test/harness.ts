import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Address } from '@keyrack/core/provider';
import { createFaultyFile, type Harness } from '@keyrack/testing';
import { createExampleVaultOn } from '../src/example-vault.js';

// Spelt without the help of the provider's own names, which are tested.
const nameOf = (address: Address): string => ('path' in address ? address.path.join('/') : address.reference);

/** A file in a folder of its own, on a disk that can be disturbed. */
export async function fileHarness(): Promise<Harness> {
  const folder = await mkdtemp(join(tmpdir(), 'keyrack-example-vault-'));
  const file = join(folder, 'secrets.json');
  await writeFile(file, '{}');
  const { files, ...disturbing } = createFaultyFile(file, { malformed: '<html>' });
  const createProvider = () => createExampleVaultOn(files, { file });

  const content = async () => JSON.parse(await readFile(file, 'utf8')) as Record<string, string>;
  const change = async (name: string, value?: string) =>
    writeFile(file, JSON.stringify({ ...(await content()), [name]: value }, null, 2));

  return {
    ...disturbing,
    provider: createProvider(),
    createProvider,
    address: (name) => ({ path: ['contract', name] }),
    seed: (address, value) => change(nameOf(address), value),
    peek: async (address) => (await content())[nameOf(address)],
    remove: (address) => change(nameOf(address)),
    canaries: [],
    dispose: () => rm(folder, { recursive: true, force: true }),
  };
}
