import type { Address } from '@keyrack/core/provider';

/** One version of one secret. */
export interface StoredVersion {
  readonly version: string;
  readonly value: string;
  readonly updatedAt: Date;
}

/** Secrets with their history, oldest version first. Every method is synchronous, hence atomic. */
export interface VersionStore {
  read(address: Address, version?: string): StoredVersion | undefined;
  write(address: Address, value: string): StoredVersion;
  /** Forgets a secret and its history; says whether there was one. */
  remove(address: Address): boolean;
  history(address: Address): readonly StoredVersion[];
  /** Everything that is there, in the order in which it was first written. A copy: writing while it is read changes nothing. */
  entries(): readonly { readonly address: Address; readonly newest: StoredVersion }[];
  clear(): void;
}

/** Makes an empty {@link VersionStore} whose equality of addresses is that of `keyOf`. */
export function createVersionStore(keyOf: (address: Address) => string): VersionStore {
  const secrets = new Map<string, { readonly address: Address; readonly history: StoredVersion[] }>();
  // Counts through all secrets and is never reset: a secret that is deleted and made again does not repeat a version.
  let writes = 0;

  const history = (address: Address): readonly StoredVersion[] => secrets.get(keyOf(address))?.history ?? [];

  return {
    history,
    read(address, version) {
      const versions = history(address);
      return version === undefined ? versions.at(-1) : versions.find((stored) => stored.version === version);
    },
    write(address, value) {
      writes += 1;
      const stored = Object.freeze({ version: String(writes), value, updatedAt: new Date() });
      const known = secrets.get(keyOf(address));
      if (known) known.history.push(stored);
      else secrets.set(keyOf(address), { address: structuredClone(address), history: [stored] });
      return stored;
    },
    remove: (address) => secrets.delete(keyOf(address)),
    entries: () =>
      [...secrets.values()].flatMap(({ address, history: [...versions] }) => {
        const newest = versions.at(-1);
        return newest ? [{ address, newest }] : [];
      }),
    clear: () => secrets.clear(),
  };
}
