import { noToken } from './errors.js';
import type { ExampleVaultSettings } from './options.js';

/** A secret as the backend answers it. What an answer really holds is not known before somebody looks. */
export interface StoredSecret {
  readonly value?: string;
  readonly version?: number;
}

/** The calls that are made. */
export interface ExampleVaultClient {
  read(name: string, signal: AbortSignal | undefined): Promise<StoredSecret>;
}

/** Makes a client, which does nothing before its first call. It repeats nothing: whoever calls knows how long there is to wait. */
export function createClient({ endpoint, token, fetch: send = fetch }: ExampleVaultSettings): ExampleVaultClient {
  async function request<Answer>(path: string, signal: AbortSignal | undefined): Promise<Answer> {
    if (token === undefined) throw noToken();
    const answer = await send(`${endpoint}${path}`, { headers: { authorization: `Bearer ${token}` }, signal: signal ?? null });
    if (!answer.ok) throw await nativeError(answer);
    return (await answer.json()) as Answer;
  }

  return {
    read: (name, signal) => request(`/v1/secrets/${encodeURIComponent(name)}`, signal),
  };
}

// The backend's own word for what failed, and the status, for the table of errors. A proxy answers without such a word.
async function nativeError(answer: Response): Promise<Error> {
  const body = (await answer.json().catch(() => undefined)) as { readonly error?: unknown } | undefined;
  return Object.assign(new Error('the request failed'), { code: body?.error, status: answer.status });
}
