import { isSecretError, type SecretStatus } from '@keyrack/core';
import { createSecretsFrom, type SecretLocation } from '@keyrack/core/provider';
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
export async function checkStatus(
  declarations: readonly Declaration[],
  options: StatusOptions,
): Promise<readonly DeclarationStatus[]> {
  const { providers, identity, timeoutMs, signal } = options;
  // Declarations of one name may lie in several places, so each goes by its number.
  const locate = (number: unknown): Promise<SecretLocation> => locateDeclared(declarations[Number(number)]!, providers, identity);
  const secrets = createSecretsFrom({ locate, timeoutMs, signal });

  async function find(declaration: Declaration, number: number): Promise<DeclarationStatus> {
    declaration.warnings.forEach(options.warn);
    if (declaration.problem) return { declaration, status: 'error', error: declaration.problem };
    if (!isAsked(declaration, options)) return { declaration, status: 'unknown' };
    try {
      return row(declaration, await secrets.status(String(number)));
    } catch (error) {
      signal?.throwIfAborted();
      return {
        declaration,
        status: 'error',
        error: isSecretError(error) ? error : configError('the status could not be found out.', 'status', undefined, 'UNKNOWN'),
      };
    }
  }

  return Promise.all(
    declarations.map(async (declaration, number) => {
      const found = await find(declaration, number);
      options.onRow?.(found);
      return found;
    }),
  );
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
