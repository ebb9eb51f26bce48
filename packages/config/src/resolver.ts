import { formatCoordinate, type Masker, type SecretError, type Secrets } from '@keyrack/core';
import { createSecretsFrom, type SecretLocation, type SecretName } from '@keyrack/core/provider';
import { configError } from './config-error.js';
import type { Declaration } from './declaration.js';
import type { AskedIdentity } from './identities/select-identity.js';
import type { Providers } from './providers.js';
import { nearest } from './suggest.js';
import { withoutTextEncoding } from './text-encoding.js';
import type { WriteWatch } from './write-watch.js';

export interface ResolverOptions {
  readonly declarations: readonly Declaration[];
  readonly providers: Providers;
  /** Takes the warnings of each declaration that is used, and those of its backend. */
  readonly warn: (message: string) => void;
  /** ` for component api in stack prod`, or nothing. */
  readonly where: string;
  /** Where a declaration would go. */
  readonly section: string;
  /** The file to write it into, where that is clear. */
  readonly mainFile?: string | undefined;
  /** What the caller asks for; `undefined` leaves it to the project. */
  readonly identity?: AskedIdentity;
  /** Reads what is stored, without decoding it. */
  readonly raw?: boolean;
  readonly watch: WriteWatch;
  readonly masker: Masker | undefined;
  readonly timeoutMs: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Secrets by declared name; a name that is not declared is refused before any backend is asked. */
export function createResolver(options: ResolverOptions): Secrets {
  const { declarations, providers, identity, raw, masker, timeoutMs, warn, watch, signal } = options;
  const byName = new Map(declarations.map((declaration) => [declaration.name, declaration]));

  async function locate(name: SecretName): Promise<SecretLocation> {
    const declaration = declared(name, byName) ?? missing(name, options);
    declaration.warnings.forEach(warn);
    const location = await locateDeclared(declaration, providers, identity);
    return raw ? { ...location, provider: withoutTextEncoding(location.provider) } : location;
  }

  const secrets = createSecretsFrom({ locate, masker, timeoutMs, warn, signal });
  return watched(secrets, watch, (name) => declared(name, byName));
}

/** The same secrets, with a look at each write before it happens. */
function watched(secrets: Secrets, watch: WriteWatch, find: (name: SecretName) => Declaration | undefined): Secrets {
  return {
    ...secrets,
    async set(name, ...given) {
      const declaration = find(name);
      if (declaration) await watch.set(declaration);
      return secrets.set(name, ...given);
    },
    async delete(name, ...given) {
      const declaration = find(name);
      if (declaration) watch.change(declaration);
      return secrets.delete(name, ...given);
    },
  };
}

/**
 * Provider and address of a declaration.
 *
 * @throws the declaration's problem when it has one.
 */
export async function locateDeclared(
  declaration: Declaration,
  providers: Providers,
  identity?: AskedIdentity,
): Promise<SecretLocation> {
  const { backend, address, problem, name } = declaration;
  if (problem) throw problem;
  if (!backend || !address) throw configError(`no backend is named for secret "${name}".`, 'resolve');
  return {
    provider: await providers.of(backend, declaration, identity),
    address,
    label: formatCoordinate(declaration.coordinate),
  };
}

function declared(name: SecretName, byName: ReadonlyMap<string, Declaration>): Declaration | undefined {
  if (typeof name === 'string') return byName.get(name);
  if (!('scope' in name)) return undefined;
  const found = byName.get(name.name);
  return found && formatCoordinate(found.coordinate) === formatCoordinate(name) ? found : undefined;
}

function missing(name: SecretName, { declarations, where, section, mainFile }: ResolverOptions): never {
  if (typeof name === 'object' && !('scope' in name)) {
    throw configError('a project reads secrets by declared name, not by address.', 'resolve', undefined, 'INVALID_ARGUMENT');
  }
  const text = typeof name === 'string' ? name : formatCoordinate(name);
  throw notDeclared(
    text,
    declarations.map((declaration) => declaration.name),
    { where, section, mainFile },
    'INVALID_ARGUMENT',
  );
}

/** Where a name was used that nobody declared. */
interface UndeclaredName extends Pick<ResolverOptions, 'where' | 'section' | 'mainFile'> {
  /** The place in a manifest that uses it, with its line. */
  readonly use?: string;
}

/** The error for a name that nobody declared, with the nearest that somebody did, or with the lines that declare it. */
export function notDeclared(
  name: string,
  declaredNames: readonly string[],
  { where, section, use, mainFile }: UndeclaredName,
  code: 'INVALID_ARGUMENT' | 'INVALID_CONFIG',
): SecretError {
  const similar = nearest(name, declaredNames);
  const hint =
    similar === undefined
      ? linesToAdd(name, section, mainFile)
      : [`did you mean ${similar}? Otherwise declare it under ${section}.`];
  const below = [...(use === undefined ? [] : [use]), ...hint].map((line) => `\n  ${line}`);
  return configError(`secret is not declared "${name}"${where}${below.join('')}`, 'resolve', undefined, code);
}

function linesToAdd(name: string, section: string, mainFile: string | undefined): readonly string[] {
  // Other names would need quotes.
  if (mainFile === undefined || !/^[A-Za-z_][\w.-]*$/.test(name)) return [`Declare it under ${section}.`];
  return [`Declare it in ${mainFile}:`, '  secrets:', '    vars:', `      ${name}: { required: true }`];
}
