import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Address } from '@keyrack/core/provider';
import type { FaultKind, Harness } from '@keyrack/testing';
import { createExampleVaultOn } from '../src/example-vault.js';
import { createDisk, type Disk } from './disk.js';

// Spelt without the help of the provider's own names, which are tested.
const nameOf = (address: Address): string => ('path' in address ? address.path.join('/') : address.reference);

const diskFaults: Partial<Record<FaultKind, Disk['fault']>> = { forbidden: 'EACCES', unavailable: 'EIO', slow: 'hang' };

/** A file in a folder of its own, on a disk that can be disturbed. */
export async function fileHarness(): Promise<Harness> {
  const folder = await mkdtemp(join(tmpdir(), 'keyrack-example-vault-'));
  const file = join(folder, 'secrets.json');
  await writeFile(file, '{}');
  const disk = createDisk(file);
  const createProvider = () => createExampleVaultOn(disk.files, { file });

  const content = async () => JSON.parse(await readFile(file, 'utf8')) as Record<string, string>;
  const change = async (name: string, value?: string) =>
    writeFile(file, JSON.stringify({ ...(await content()), [name]: value }, null, 2));
  let whole: string | undefined;

  return {
    provider: createProvider(),
    createProvider,
    address: (name) => ({ path: ['contract', name] }),
    seed: (address, value) => change(nameOf(address), value),
    peek: async (address) => (await content())[nameOf(address)],
    remove: (address) => change(nameOf(address)),
    faults: ['forbidden', 'unavailable', 'malformed-body', 'truncated-body', 'slow'],
    async fault(kind) {
      disk.fault = diskFaults[kind];
      if (kind !== 'malformed-body' && kind !== 'truncated-body') return;
      whole ??= await readFile(file, 'utf8');
      await writeFile(file, kind === 'malformed-body' ? '<html>' : whole.slice(0, whole.length / 2));
    },
    async clearFaults() {
      disk.fault = undefined;
      if (whole !== undefined) await writeFile(file, whole);
      whole = undefined;
    },
    requestCount: () => disk.requests,
    canaries: [],
    dispose: () => rm(folder, { recursive: true, force: true }),
  };
}
