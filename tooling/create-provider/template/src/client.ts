import { createJsonClient, HttpError } from '@keyrack/core/http';
import { noToken } from './errors.js';
import type { ExampleVaultSettings } from './options.js';

/** A secret as the backend answers it. */
export interface StoredSecret {
  readonly value: string;
  readonly version?: number | undefined;
}

/** The calls that are made. */
export interface ExampleVaultClient {
  read(name: string, signal: AbortSignal): Promise<StoredSecret>;
}

/** Makes a client, which does nothing before its first call. */
export function createClient({ endpoint, token, fetch }: ExampleVaultSettings): ExampleVaultClient {
  const request = createJsonClient({
    baseUrl: endpoint,
    headers() {
      if (token === undefined) throw noToken();
      return { authorization: `Bearer ${token}` };
    },
    fetch,
  });

  return {
    async read(name, signal) {
      const { body } = await request({ path: ['v1', 'secrets', name], signal });
      const { value, version } = (body ?? {}) as Partial<StoredSecret>;
      // The answer of something else, which must not pass for absence.
      if (typeof value !== 'string') throw new HttpError('ForeignAnswer');
      return { value, version };
    },
  };
}
