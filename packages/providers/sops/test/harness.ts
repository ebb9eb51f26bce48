import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Address } from '@keyrack/core/provider';
import { createSopsDocument, generateAgeIdentity, type OpenSopsDocument, readSopsDocument } from '@keyrack/sops-format';
import { createFaultyFile, type Harness } from '@keyrack/testing';
import { createSopsIn } from '../src/sops.js';
import type { World } from '../src/world.js';

const owner = await generateAgeIdentity();
const stranger = await generateAgeIdentity();

const vaultName = 'prod.enc.yaml';

/** A fresh folder with a key file and an empty vault; the vault is written and read by the format alone, never by the provider. */
export async function sopsHarness({ ownFile = false }: { readonly ownFile?: boolean } = {}): Promise<Harness> {
  const folder = await mkdtemp(join(tmpdir(), 'keyrack-sops-'));
  const vault = join(folder, vaultName);
  const keyFile = join(folder, 'keys.txt');
  await writeFile(keyFile, owner.identity);

  const open = async (): Promise<OpenSopsDocument> => {
    const document = await readSopsDocument(await readFile(vault, 'utf8'));
    return document.decrypt({ ageIdentities: () => [owner.identity] });
  };
  const edit = async (change: (document: OpenSopsDocument) => void): Promise<void> => {
    const document = await open();
    change(document);
    await writeFile(vault, document.toText(new Date()));
  };
  await writeFile(vault, (await createSopsDocument({ ageRecipients: [owner.recipient] })).toText(new Date()));
  const nameOf = (address: Address): string => ('path' in address ? (address.path.at(-1) ?? '') : '');

  const { files, ...disturbing } = createFaultyFile(vault, { malformed: 'A: "no end\nB: [' });
  const world: World = {
    files,
    env: {},
    platform: 'linux',
    homeDir: () => folder,
    workDir: () => folder,
    now: () => new Date(),
    run: () => Promise.reject(new Error('nothing is run here')),
  };
  const createProvider = (): Harness['provider'] =>
    createSopsIn(world, { file: vaultName, ageKeyFile: keyFile, ageRecipients: [owner.recipient] });

  return {
    ...disturbing,
    provider: createProvider(),
    createProvider,
    address: (name) => ({ path: ownFile ? [name] : [vaultName, name] }),
    seed: (address, value) => edit((document) => document.set(nameOf(address), value)),
    async peek(address) {
      const value = (await open()).get(nameOf(address));
      return typeof value === 'string' ? value : undefined;
    },
    remove: (address) => edit((document) => void document.delete(nameOf(address))),
    faults: [...disturbing.faults, 'unauthenticated', 'undecryptable'],
    async fault(kind) {
      if (kind === 'unauthenticated') await rm(keyFile);
      else if (kind === 'undecryptable') await writeFile(keyFile, stranger.identity);
      else await disturbing.fault(kind);
    },
    async clearFaults() {
      await writeFile(keyFile, owner.identity);
      await disturbing.clearFaults();
    },
    denyReads: () => writeFile(keyFile, stranger.identity),
    canaries: [owner.identity],
    dispose: () => rm(folder, { recursive: true, force: true }),
  };
}
