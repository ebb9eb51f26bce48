import { lazy, secretError } from '@keyrack/core/provider';
import type * as Sdk from 'example-sdk';
import { kind } from './errors.js';
import type { ExampleVaultSettings } from './options.js';

/** A secret as the SDK hands it over. `defineProvider` refuses a value that is no text. */
export interface StoredSecret {
  readonly value: string;
  readonly version?: number;
}

/** The calls that are made. */
export interface ExampleVaultClient {
  read(name: string, signal: AbortSignal): Promise<StoredSecret>;
}

/** The official SDK, loaded at the first call: that takes longer than all the rest. */
const officialSdk: () => Promise<typeof Sdk> = lazy(() => import('example-sdk'));

/** Makes a client, which loads the SDK and connects at its first call, once for all callers. */
export function createClient({ client }: ExampleVaultSettings): ExampleVaultClient {
  if (client) return client;
  const connected = lazy(async () => connect(await officialSdk()));
  return { read: async (name, signal) => (await connected()).read(name, signal) };
}

// What no template can know: how the client of this SDK is made, and which of its calls `read` is.
function connect(sdk: typeof Sdk): ExampleVaultClient {
  const message = `${kind} does not call its SDK yet. Say in src/client.ts which of these do it: ${Object.keys(sdk).join(', ')}.`;
  throw secretError(message, { code: 'UNSUPPORTED', provider: kind, operation: 'connect' });
}
