import { type Address, formatAddress, type SetOptions } from '@keyrack/core/provider';

/** One version of one secret. */
export interface StoredVersion {
  readonly version: string;
  readonly value: string;
  readonly updatedAt: Date;
}

/** What is kept beside a value. */
export type Metadata = Pick<SetOptions, 'description' | 'tags'>;

/** Secrets with their history, oldest version first. Every method is synchronous, hence atomic. */
export interface VersionStore {
  read(address: Address, version?: string): StoredVersion | undefined;
  /** Adds a version. Metadata that is not given stays as it is. */
  write(address: Address, value: string, metadata?: Metadata): StoredVersion;
  /** Forgets a secret and its history; says whether there was one. */
  remove(address: Address): boolean;
  history(address: Address): readonly StoredVersion[];
  /** `undefined` when the secret is not there. */
  metadata(address: Address): Metadata | undefined;
  /** Everything that is there, in the order in which it was first written. A copy: writing while it is read changes nothing. */
  entries(): readonly { readonly address: Address; readonly newest: StoredVersion }[];
  clear(): void;
}

interface StoredSecret {
  readonly address: Address;
  readonly history: StoredVersion[];
  metadata: Metadata;
}

/** Makes an empty {@link VersionStore}. */
export function createVersionStore(): VersionStore {
  const secrets = new Map<string, StoredSecret>();
  // Counts through all secrets and is never reset: a secret that is deleted and made again does not repeat a version.
  let writes = 0;

  const history = (address: Address): readonly StoredVersion[] => secrets.get(addressKey(address))?.history ?? [];

  return {
    history,
    read(address, version) {
      const versions = history(address);
      return version === undefined ? versions.at(-1) : versions.find((stored) => stored.version === version);
    },
    metadata: (address) => secrets.get(addressKey(address))?.metadata,
    write(address, value, { description, tags } = {}) {
      writes += 1;
      const stored = Object.freeze({ version: String(writes), value, updatedAt: new Date() });
      const secret = secrets.get(addressKey(address)) ?? { address: structuredClone(address), history: [], metadata: {} };
      secret.history.push(stored);
      secret.metadata = { description: description ?? secret.metadata.description, tags: { ...secret.metadata.tags, ...tags } };
      secrets.set(addressKey(address), secret);
      return stored;
    },
    remove: (address) => secrets.delete(addressKey(address)),
    entries: () =>
      [...secrets.values()].flatMap(({ address, history: versions }) => {
        const newest = versions.at(-1);
        return newest ? [{ address, newest }] : [];
      }),
    clear: () => secrets.clear(),
  };
}

/** Text that two addresses share when they are one: a reference never meets a path. */
export function addressKey(address: Address): string {
  return 'path' in address ? `path ${formatAddress(address)}` : `reference ${address.reference}`;
}
