import { isSecretError, type SecretProvider, type SecretStatus } from '@keyrack/core';
import {
  abortable,
  createLimiter,
  createSecretsFrom,
  formatAddress,
  type Limiter,
  type SecretLocation,
} from '@keyrack/core/provider';
import { configError } from './config-error.js';
import type { Declaration } from './declaration.js';
import type { AskedIdentity } from './identities/select-identity.js';
import type { DeclarationStatus } from './project.js';
import type { Providers } from './providers.js';
import { locateDeclared } from './resolver.js';

export interface StatusOptions {
  readonly providers: Providers;
  /** Takes the warnings of all declarations. */
  readonly warn: (message: string) => void;
  /** Asks remote backends: all, none, or by default those of declarations in the PRD's form. */
  readonly verify: boolean | undefined;
  /** `secrets.list_verify`. */
  readonly listVerify: boolean;
  readonly identity?: AskedIdentity;
  readonly timeoutMs: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Takes each row as soon as it is known. */
  readonly onRow?: ((row: DeclarationStatus) => void) | undefined;
}

/** What is known of each declaration's value without reading it. One address is asked once, whoever shares it. */
export function checkStatus(declarations: readonly Declaration[], options: StatusOptions): Promise<readonly DeclarationStatus[]> {
  const backends = new Map<SecretProvider, AskedBackend>();

  async function ask(declaration: Declaration): Promise<SecretStatus> {
    const location = await locateDeclared(declaration, options.providers, options.identity);
    const { provider, address } = location;
    const { answers, limit } = backends.get(provider) ?? remember(backends, provider);
    const key = provider.addressKey?.(address) ?? formatAddress(address);
    const known = answers.get(key);
    if (known) return known;
    const answer = limit(() => statusAt(location, options));
    answers.set(key, answer);
    return answer;
  }

  async function find(declaration: Declaration): Promise<DeclarationStatus> {
    declaration.warnings.forEach(options.warn);
    if (declaration.problem) return { declaration, status: 'error', error: declaration.problem };
    if (!isAsked(declaration, options)) return { declaration, status: 'unknown' };
    try {
      return row(declaration, await abortable(options.signal, () => ask(declaration)));
    } catch (error) {
      options.signal?.throwIfAborted();
      return {
        declaration,
        status: 'error',
        error: isSecretError(error) ? error : configError('the status could not be found out.', 'status', undefined, 'UNKNOWN'),
      };
    }
  }

  return Promise.all(
    declarations.map(async (declaration) => {
      const found = await find(declaration);
      options.onRow?.(found);
      return found;
    }),
  );
}

interface AskedBackend {
  readonly answers: Map<string, Promise<SecretStatus>>;
  /** As many questions at once as the backend bears requests. */
  readonly limit: Limiter;
}

function remember(backends: Map<SecretProvider, AskedBackend>, provider: SecretProvider): AskedBackend {
  const { concurrency, statusBatch = 1 } = provider.limits;
  const asked: AskedBackend = { answers: new Map(), limit: createLimiter(concurrency * statusBatch) };
  backends.set(provider, asked);
  return asked;
}

function statusAt(location: SecretLocation, { timeoutMs, signal }: StatusOptions): Promise<SecretStatus> {
  return createSecretsFrom({ locate: () => location, timeoutMs }).status(location.address, { signal });
}

function isAsked({ backend, prdForm }: Declaration, { verify, listVerify }: StatusOptions): boolean {
  if (verify === true || backend?.local === true) return true;
  return prdForm && verify === undefined && listVerify;
}

function row(declaration: Declaration, status: SecretStatus): DeclarationStatus {
  switch (status.state) {
    case 'present':
      return { declaration, status: 'initialized', ...(status.empty && { empty: true }) };
    case 'absent':
      return { declaration, status: 'missing', ...(status.reason !== undefined && { reason: status.reason }) };
    case 'unknown':
      return { declaration, status: 'unknown', reason: status.reason };
  }
}
