import { isSecretError } from '@keyrack/core';
import { createSecretsFrom, type SecretLocation, type StatusEntry } from '@keyrack/core/provider';
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
}

/** What is known of each declaration's value without reading it. One address is asked once, whoever shares it. */
export async function checkStatus(
  declarations: readonly Declaration[],
  options: StatusOptions,
): Promise<readonly DeclarationStatus[]> {
  const asked = declarations.filter((declaration) => !declaration.problem && isAsked(declaration, options));
  const entries = new Map((await ask(asked, options)).map((entry, index) => [asked[index], entry]));
  return declarations.map((declaration) => {
    declaration.warnings.forEach(options.warn);
    if (declaration.problem) return { declaration, status: 'error', error: declaration.problem };
    const entry = entries.get(declaration);
    return entry ? row(declaration, entry) : { declaration, status: 'unknown' };
  });
}

function ask(
  asked: readonly Declaration[],
  { providers, identity, timeoutMs, signal }: StatusOptions,
): Promise<readonly StatusEntry[]> {
  // Declarations of one name may lie in several places, so each goes by its number.
  const locate = (number: unknown): Promise<SecretLocation> =>
    locateDeclared(asked[Number(number)]!, providers, identity).catch((error: unknown) => {
      throw isSecretError(error) ? error : configError('the status could not be found out.', 'status', undefined, 'UNKNOWN');
    });
  return createSecretsFrom({ locate, timeoutMs, signal }).statusMany(asked.map((_, number) => String(number)));
}

function isAsked({ backend, prdForm }: Declaration, { verify, listVerify }: StatusOptions): boolean {
  if (verify === true || backend?.local === true) return true;
  return prdForm && verify === undefined && listVerify;
}

function row(declaration: Declaration, entry: StatusEntry): DeclarationStatus {
  if ('error' in entry) return { declaration, status: 'error', error: entry.error };
  const { status } = entry;
  switch (status.state) {
    case 'present':
      return { declaration, status: 'initialized' };
    case 'absent':
      return { declaration, status: 'missing', ...(status.reason !== undefined && { reason: status.reason }) };
    case 'unknown':
      return { declaration, status: 'unknown', reason: status.reason };
  }
}
