import * as nodeFiles from 'node:fs/promises';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FileSystem } from '@keyrack/core/files';
import type { Address } from '@keyrack/core/provider';
import { createSopsDocument, generateAgeIdentity, type OpenSopsDocument, readSopsDocument } from '@keyrack/sops-format';
import type { FaultKind, Harness } from '@keyrack/testing';
import { createSopsIn } from '../src/sops.js';
import type { World } from '../src/world.js';

const owner = await generateAgeIdentity();
const stranger = await generateAgeIdentity();

const faultCodes: Partial<Record<FaultKind, string>> = { forbidden: 'EACCES', unavailable: 'EIO' };
const vaultName = 'prod.enc.yaml';

/** A disk that can fail, hang and count. Where the tests run as root no mode would keep them out. */
interface Disk {
  readonly files: FileSystem;
  fault: FaultKind | undefined;
  requests: number;
}

function createDisk(): Disk {
  const disk: Disk = {
    fault: undefined,
    requests: 0,
    files: new Proxy(nodeFiles, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function') return member;
        return async (path: string, ...args: unknown[]) => {
          const counted = path.endsWith(vaultName) && (name === 'readFile' || name === 'open');
          if (counted) disk.requests += 1;
          if (disk.fault === 'slow') await new Promise(() => undefined);
          const code = disk.fault && faultCodes[disk.fault];
          if (code) throw Object.assign(new Error(`${code}: ${path}`), { code });
          return member.call(target, path, ...args);
        };
      },
    }),
  };
  return disk;
}

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

  const disk = createDisk();
  const world: World = {
    files: disk.files,
    env: {},
    platform: 'linux',
    homeDir: () => folder,
    workDir: () => folder,
    now: () => new Date(),
    run: () => Promise.reject(new Error('nothing is run here')),
  };
  const createProvider = (): Harness['provider'] =>
    createSopsIn(world, { file: vaultName, ageKeyFile: keyFile, ageRecipients: [owner.recipient] });
  let whole: string | undefined;

  return {
    provider: createProvider(),
    createProvider,
    address: (name) => ({ path: ownFile ? [name] : [vaultName, name] }),
    seed: (address, value) => edit((document) => document.set(nameOf(address), value)),
    async peek(address) {
      const value = (await open()).get(nameOf(address));
      return typeof value === 'string' ? value : undefined;
    },
    remove: (address) => edit((document) => void document.delete(nameOf(address))),
    faults: ['unauthenticated', 'forbidden', 'unavailable', 'malformed-body', 'truncated-body', 'slow', 'undecryptable'],
    async fault(kind) {
      disk.fault = kind;
      if (kind === 'unauthenticated') await rm(keyFile);
      if (kind === 'undecryptable') await writeFile(keyFile, stranger.identity);
      if (kind !== 'malformed-body' && kind !== 'truncated-body') return;
      whole ??= await readFile(vault, 'utf8');
      await writeFile(vault, kind === 'malformed-body' ? 'A: "no end\nB: [' : whole.slice(0, whole.length / 2));
    },
    async clearFaults() {
      disk.fault = undefined;
      await writeFile(keyFile, owner.identity);
      if (whole !== undefined) await writeFile(vault, whole);
      whole = undefined;
    },
    denyReads: () => writeFile(keyFile, stranger.identity),
    requestCount: () => disk.requests,
    canaries: [owner.identity],
    dispose: () => rm(folder, { recursive: true, force: true }),
  };
}
