import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { SecretProvider } from '@keyrack/core';
import { isSecretError, supports } from '@keyrack/core/provider';
import { configError } from './config-error.js';
import type { AwsCredentials, AwsIdentity } from './identities/aws-identity.js';
import { installCommand } from './install-command.js';
import type { OpenProjectOptions } from './open-project-options.js';
import { isAvailable, isSopsKind, storeKind } from './store-kinds.js';

/** Makes a provider of a kind out of its options. */
export type ProviderFactory = (options: Readonly<Record<string, unknown>>) => SecretProvider;

/** What a provider package offers for one kind. */
export interface ProviderModule {
  readonly factory: ProviderFactory;
  /** Names of the options that a file can hold; absent when the package does not tell. */
  readonly options: readonly string[] | undefined;
  /** Turns an identity into credentials; absent in packages of backends that take none, and in old ones. */
  readonly createAwsIdentity?: ((identity: AwsIdentity) => AwsCredentials) | undefined;
  /** The command that installs the package, for messages. */
  readonly install: string;
}

/** Finds the provider of a kind. */
export type LoadProvider = (kind: string) => Promise<ProviderModule>;

/**
 * Makes the function that loads provider packages: from the project first, then from where the program is installed, since a project
 * of configuration files has no packages of its own.
 *
 * The only place that imports providers; a kind that is not used is never looked for.
 */
export function createProviderLoader(
  basePath: string,
  { installedAt, embedded = {} }: Pick<OpenProjectOptions, 'installedAt' | 'embedded'>,
): LoadProvider {
  const inProject = pathToFileURL(join(basePath, 'package.json')).href;
  const elsewhere = [...(installedAt === undefined ? [] : [installedAt]), import.meta.url];
  return async (kind) => {
    const folder = folderOf(kind);
    if (folder === undefined) throw unavailable(kind);
    const name = `@keyrack/${folder}`;
    const install = installCommand(name, basePath, installedAt);
    const own = resolveFrom(inProject, name);
    const carried = own === undefined ? embedded[name] : undefined;
    if (carried) return { ...pick(await carried(), folder, name), install };
    const file = own ?? elsewhere.map((place) => resolveFrom(place, name)).find((found) => found !== undefined);
    if (file === undefined && !isAvailable(kind)) throw unavailable(kind);
    if (file === undefined)
      throw configError(`the package ${name}, which ${kind} needs, is not installed. Run: ${install}`, 'load');
    return { ...pick(await import(pathToFileURL(file).href), folder, name), install };
  };
}

function unavailable(kind: string): Error {
  const message = `${kind} is not available yet: there is no provider for it. Use another backend for these secrets.`;
  return configError(message, 'load', undefined, 'UNSUPPORTED');
}

function folderOf(kind: string): string | undefined {
  return isSopsKind(kind) ? 'sops' : storeKind(kind)?.package;
}

function resolveFrom(place: string, name: string): string | undefined {
  try {
    return createRequire(place).resolve(name);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'MODULE_NOT_FOUND' || code === 'ERR_PACKAGE_PATH_NOT_EXPORTED') return undefined;
    throw error;
  }
}

// Folder, package and exports are one name in several spellings; which capitals a vendor has inside a word, the folder does not tell.
function pick(module: Readonly<Record<string, unknown>>, folder: string, name: string): Omit<ProviderModule, 'install'> {
  const spelt = folder.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
  const exported = (wanted: string): unknown =>
    Object.entries(module).find(([key]) => key.toLowerCase() === wanted.toLowerCase())?.[1];
  const factory = exported(`create${spelt}`);
  if (typeof factory !== 'function')
    throw configError(`the package ${name} has no create${spelt}. Install matching versions of keyrack.`, 'load');
  const table = exported(`${spelt}Options`);
  const login = module.createAwsIdentity;
  return {
    factory: factory as ProviderFactory,
    options: typeof table === 'object' && table !== null ? writableOptions(table) : undefined,
    createAwsIdentity: typeof login === 'function' ? (login as ProviderModule['createAwsIdentity']) : undefined,
  };
}

// Clients and credentials are objects that only a program can hand over.
function writableOptions(table: object): readonly string[] {
  const entries = Object.entries(table as Readonly<Record<string, { readonly type?: unknown }>>);
  return entries.filter(([, { type }]) => type !== 'object').map(([name]) => name);
}

/**
 * Calls a factory and checks what it made.
 *
 * @throws `INVALID_CONFIG` when the options are not accepted or the provider follows another contract.
 */
export function makeProvider(
  { factory }: Omit<ProviderModule, 'install'>,
  kind: string,
  label: string,
  options: Readonly<Record<string, unknown>>,
  rephrase: (message: string) => string = (message) => message,
): SecretProvider {
  let provider: SecretProvider;
  try {
    provider = factory(options);
  } catch (error) {
    if (!isSecretError(error)) throw error;
    throw configError(`${label}: ${rephrase(error.message)}`, 'open');
  }
  if (provider.contract !== 1 || typeof provider.get !== 'function') {
    throw configError(
      `the provider of ${kind} follows contract ${String(provider.contract)}, this version of keyrack contract 1. Install matching versions.`,
      'load',
    );
  }
  return provider;
}

/** Closes a provider that can be closed. */
export async function closeProvider(provider: SecretProvider): Promise<void> {
  if (supports(provider, 'close')) await provider.close();
}
