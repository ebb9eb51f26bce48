import {
  type Call,
  createRouter,
  type Refusal,
  type RunningEmulator,
  startEmulator,
  type WireResponse,
} from '@keyrack/emulators/kit';

interface VaultCall extends Call {
  readonly operation: 'read' | 'unknown';
}

/** Example Vault in this process, as far as the provider uses it, with its secrets from behind. */
export interface ExampleVaultEmulator extends RunningEmulator<VaultCall> {
  readonly token: string;
  seed(name: string, value: string): void;
  peek(name: string): string | undefined;
  remove(name: string): void;
}

const token = 'Emulator-token/7Qm+2xVd';

const failure = (status: number, error: string): WireResponse => ({ status, body: JSON.stringify({ error }) });
// Asks for no pause before the next try, so that tests do not wait.
const atOnce = { 'retry-after': '0' };

const refusals: Readonly<Record<Refusal, WireResponse>> = {
  unauthenticated: failure(401, 'TokenInvalid'),
  forbidden: failure(403, 'NotAllowed'),
  'rate-limited': { ...failure(429, 'TooManyRequests'), headers: atOnce },
  unavailable: { ...failure(503, 'OutOfOrder'), headers: atOnce },
};

const operationOf = createRouter<VaultCall['operation']>([{ method: 'GET', path: '/v1/secrets/:name', target: 'read' }]);

/** Starts an empty one. */
export async function startExampleVaultEmulator(): Promise<ExampleVaultEmulator> {
  const secrets = new Map<string, { readonly value: string; readonly version: number }>();

  const operations = {
    read(name: string): WireResponse {
      const secret = secrets.get(name);
      return secret ? { status: 200, body: JSON.stringify(secret) } : failure(404, 'SecretNotFound');
    },
    unknown: () => failure(404, 'RouteNotFound'),
  };

  const emulator = await startEmulator<VaultCall>({
    identify(request) {
      const { target, params: { name } = {} } = operationOf(request) ?? {};
      return { operation: target ?? 'unknown', names: name === undefined ? [] : [name] };
    },
    refuse: (refusal) => refusals[refusal],
    handle({ headers }, { operation, names: [name = ''] }) {
      return headers.authorization === `Bearer ${token}` ? operations[operation](name) : refusals.unauthenticated;
    },
  });

  return {
    ...emulator,
    token,
    seed: (name, value) => void secrets.set(name, { value, version: (secrets.get(name)?.version ?? 0) + 1 }),
    peek: (name) => secrets.get(name)?.value,
    remove: (name) => void secrets.delete(name),
  };
}
