import type { ExampleVaultClient, StoredSecret } from '../src/client.js';
import type { ExampleVaultEmulator } from './emulator.js';

/** The calls of the client as plain requests, until the SDK makes them; the errors are shaped as those of SDKs. */
export function plainClient({ url, token }: ExampleVaultEmulator): ExampleVaultClient {
  return {
    async read(name, signal) {
      const headers = { authorization: `Bearer ${token}` };
      const answer = await fetch(`${url}/v1/secrets/${encodeURIComponent(name)}`, { headers, signal });
      const body = (await answer.json()) as StoredSecret & { readonly error?: string };
      if (answer.ok) return body;
      throw Object.assign(new Error('the request failed'), { code: body.error, status: answer.status });
    },
  };
}
