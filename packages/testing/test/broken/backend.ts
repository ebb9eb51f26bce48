import { type Address, formatAddress } from '@keyrack/core/provider';
import { createFaultSwitch, type FaultKind, type FaultSwitch } from '../../src/index.js';

/** One stored version. */
export interface Stored {
  readonly version: string;
  readonly value: string;
}

/** What is stored beside a value. */
export interface Metadata {
  readonly description?: string | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

/** A backend as small as can be: named histories behind a fault switch. */
export interface Backend {
  /** Descriptions and tags, and the names that versions have. */
  readonly metadata: Map<string, Metadata>;
  readonly labels: Map<string, string>;
  readonly faults: FaultSwitch;
  activeFault(): FaultKind | undefined;
  histories: Map<string, { readonly address: Address; readonly history: readonly Stored[] }>;
  keyOf(address: Address): string;
  history(address: Address): readonly Stored[];
  write(address: Address, value: string): Stored;
  describe(address: Address, metadata: Metadata): void;
  remove(address: Address): boolean;
}

/** Makes an empty {@link Backend}. */
export function createBackend(keyOf: (address: Address) => string = formatAddress): Backend {
  let writes = 0;
  let active: FaultKind | undefined;
  const faults = createFaultSwitch();
  const backend: Backend = {
    activeFault: () => active,
    metadata: new Map(),
    labels: new Map(),
    faults: {
      ...faults,
      fault(fault) {
        active = fault;
        return faults.fault(fault);
      },
    },
    histories: new Map(),
    keyOf,
    history: (address) => backend.histories.get(keyOf(address))?.history ?? [],
    write(address, value) {
      writes += 1;
      const stored = { version: `v${writes}`, value };
      backend.histories.set(keyOf(address), { address, history: [...backend.history(address), stored] });
      return stored;
    },
    describe(address, { description, tags }) {
      const held = backend.metadata.get(keyOf(address));
      backend.metadata.set(keyOf(address), {
        description: description ?? held?.description,
        tags: { ...held?.tags, ...tags },
      });
    },
    remove: (address) => backend.histories.delete(keyOf(address)),
  };
  return backend;
}
