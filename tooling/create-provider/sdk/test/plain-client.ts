import type { ExampleVaultClient } from '../src/client.js';
import type { ExampleVaultEmulator } from './emulator.js';

/** The calls of the client as plain requests, until the SDK makes them; the errors are shaped as those of SDKs. */
export function plainClient({ url, token }: ExampleVaultEmulator): ExampleVaultClient {
  return {
    async read(name, signal) {
      const request = { headers: { authorization: `Bearer ${token}` }, signal: signal ?? null };
      const answer = await fetch(`${url}/v1/secrets/${encodeURIComponent(name)}`, request);
      const body = (await answer.json()) as { readonly error?: string; readonly value?: string; readonly version?: number };
      if (answer.ok) return body;
      throw Object.assign(new Error('the request failed'), { code: body.error, status: answer.status });
    },
  };
}
