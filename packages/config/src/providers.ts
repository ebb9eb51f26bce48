import { resolve } from 'node:path';
import type { Masker, SecretProvider } from '@keyrack/core';
import type { Backend } from './backend.js';
import { createBackendWords } from './backend-words.js';
import { configError } from './config-error.js';
import { createLoginOptions } from './identities/login-options.js';
import { type Asker, type Login, type Logins, takesIdentity } from './identities/logins.js';
import type { AskedIdentity } from './identities/select-identity.js';
import { closeProvider, type LoadProvider, makeProvider, type ProviderModule } from './kinds.js';
import { atmosAddress } from './layouts/atmos.js';
import { observedProvider } from './observed-provider.js';
import type { OpenProjectOptions } from './open-project-options.js';
import { ageKeySource, ageRecipients, type ProviderOptions, providerOptions } from './provider-options.js';
import { isSopsKind } from './store-kinds.js';
import { withTextEncoding } from './text-encoding.js';

/** The providers of a project, each made at its first use. */
export interface Providers {
  /**
   * The provider of a backend, logged in as the identity that holds for whoever asks.
   *
   * @throws `INVALID_CONFIG` when its package is missing, its options are not accepted or its identity is malformed.
   */
  of(backend: Backend, asker?: Asker, asked?: AskedIdentity): Promise<SecretProvider>;
  close(): Promise<void>;
}

export interface ProvidersOptions {
  readonly load: LoadProvider;
  readonly basePath: string;
  readonly homeDir: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** A configured store by name, secret or not: the place of a private key. */
  readonly store: (name: string) => Backend | undefined;
  readonly logins: Logins;
  readonly observe: OpenProjectOptions['observe'];
  readonly warn: (message: string) => void;
  /** Learns the private keys of vaults. */
  readonly masker: Masker | undefined;
  readonly signal: AbortSignal | undefined;
}

/** Makes the registry of a project's providers: one per backend with the same kind, options and identity. */
export function createProviders(options: ProvidersOptions): Providers {
  const made = new Map<string, Promise<SecretProvider>>();
  const loginOptions = createLoginOptions(options.environment);

  async function make(backend: Backend, login: Login | undefined): Promise<SecretProvider> {
    const { kind, label } = backend;
    const module = await options.load(kind);
    if (isSopsKind(kind)) return worded(module, backend, await vaultOptions(backend));
    const translated = providerOptions(kind, backend.options(), module.options);
    for (const warning of translated.warnings) options.warn(`${label}: ${warning}`);
    if (backend.identity !== undefined && !takesIdentity(kind))
      options.warn(`${label}: ${kind} logs in without identities, so ${backend.identity} has no effect.`);
    const given = loginOptions.of(inProject(translated.options, module.options), login, module, backend);
    return withTextEncoding(worded(module, backend, given));
  }

  function worded(module: ProviderModule, backend: Backend, given: Readonly<Record<string, unknown>>): SecretProvider {
    const { kind, label } = backend;
    const words = createBackendWords(backend, module.options, given);
    return observedProvider(makeProvider(module, kind, label, given, words.ofCreation), {
      label,
      words,
      observe: options.observe,
    });
  }

  // Where the project is, a provider of files learns by this option, if it has it.
  function inProject(given: ProviderOptions['options'], known: readonly string[] | undefined): ProviderOptions['options'] {
    if (!known?.includes('baseDir')) return given;
    return { ...given, baseDir: resolve(options.basePath, typeof given.baseDir === 'string' ? given.baseDir : '') };
  }

  async function vaultOptions(backend: Backend): Promise<Readonly<Record<string, unknown>>> {
    const spec = backend.options();
    const recipients = ageRecipients(spec) ?? options.environment.SOPS_AGE_RECIPIENTS;
    const key = await privateKey(backend, spec);
    if (key.ageKey !== undefined) options.masker?.register(key.ageKey);
    return {
      kind: backend.kind === 'sops' ? 'sops/age' : backend.kind,
      baseDir: options.basePath,
      ...(recipients !== undefined && recipients !== '' && { ageRecipients: recipients }),
      ...key,
    };
  }

  async function privateKey(
    { name, label }: Backend,
    spec: Readonly<Record<string, unknown>>,
  ): Promise<{ readonly ageKey?: string; readonly ageKeyFile?: string }> {
    const source = ageKeySource(name, spec);
    if (source.from === 'value') return { ageKey: source.value };
    if (source.from === 'file') return source.path === undefined ? {} : { ageKeyFile: expanded(source.path) };
    if (source.from === 'usual places') return {};
    const store = options.store(source.store);
    if (!store) throw configError(`${label}: age_key.store names ${source.store}, which is not a configured store.`, 'open');
    return { ageKey: await keyIn(store, name, source.key, label) };
  }

  async function keyIn(store: Backend, vault: string, key: string, label: string): Promise<string> {
    const { prefix, stack_delimiter: delimiter } = store.options();
    const address = atmosAddress(
      { scope: 'instance', stack: vault, component: 'age-key', name: key },
      { kind: store.kind, prefix: text(prefix), stackDelimiter: text(delimiter), reference: undefined },
    );
    const record = await (await of(store)).get(address, { signal: options.signal });
    if (record) return record.value;
    throw configError(`${label}: the store ${store.name} holds no private key. Run: keyrack keygen ${vault}`, 'open');
  }

  function expanded(path: string): string {
    const named = path.replaceAll(
      /\$(?:\{(\w+)\}|(\w+))/g,
      (_, braced?: string, bare?: string) => options.environment[braced ?? bare ?? ''] ?? '',
    );
    return named.replace(/^~(?=\/|$)/, options.homeDir);
  }

  async function of(backend: Backend, asker?: Asker, asked?: AskedIdentity): Promise<SecretProvider> {
    const login = await options.logins.of(backend, asker, asked);
    const own = isSopsKind(backend.kind) ? '' : backend.name;
    const key = JSON.stringify([backend.kind, own, login?.id, backend.options()]);
    const known = made.get(key);
    if (known) return known;
    const making = make(backend, login);
    made.set(key, making);
    // A failure is forgotten: the package may be there at the next try of a process that lives long.
    making.catch(() => made.delete(key));
    return making;
  }

  return {
    of,
    async close() {
      const all = await Promise.allSettled(made.values());
      made.clear();
      await Promise.all(all.flatMap((result) => (result.status === 'fulfilled' ? [closeProvider(result.value)] : [])));
    },
  };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
