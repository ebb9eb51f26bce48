import { dirname } from 'node:path';
import type { SecretProvider } from '@keyrack/core';
import { addressNames, defineProvider, errorTable, formatAddress } from '@keyrack/core/provider';
import type { AwsIdentity } from '../src/identities/aws-identity.js';
import type { ProjectIo } from '../src/io.js';
import type { LoadProvider, ProviderModule } from '../src/kinds.js';
import { openProjectWith } from '../src/open-project.js';
import type { OpenProjectOptions } from '../src/open-project-options.js';

import { loadGlobLibrary } from '../src/walk.js';
import { toPlain, type YamlNode } from '../src/yaml/node.js';
import { loadYamlLibrary, parseYaml } from '../src/yaml/parse-yaml.js';

// Projects on a fake machine are opened without waiting, so whatever they hold has to be readable at once.
await loadYamlLibrary();
await loadGlobLibrary();

/** A machine made of a table of files. */
export function fakeIo(files: Readonly<Record<string, string>>): ProjectIo & { readonly reads: string[] } {
  const directories = new Set<string>(['/']);
  for (const file of Object.keys(files)) for (let path = dirname(file); path !== '/'; path = dirname(path)) directories.add(path);
  const childrenOf = (path: string) =>
    [...Object.keys(files), ...directories].filter((entry) => entry !== '/' && dirname(entry) === path);
  const reads: string[] = [];
  return {
    reads,
    kind: (path) => (path in files ? 'file' : directories.has(path) ? 'directory' : undefined),
    realPath: (path) => path,
    readText(path) {
      reads.push(path);
      return files[path];
    },
    readDirectory: (path) =>
      directories.has(path)
        ? [...new Set(childrenOf(path))]
            .sort()
            .map((entry) => ({ name: entry.slice(entry.lastIndexOf('/') + 1), directory: directories.has(entry) }))
        : undefined,
    exec: (command) => `ran ${command}\n`,
    random: (min) => min,
  };
}

/** Parses a text as the file `test.yaml`. */
export function yaml(text: string): YamlNode {
  return parseYaml({ file: 'test.yaml', text });
}

/** What a text means as plain data, tags as text. */
export function plain(text: string): unknown {
  return toPlain(yaml(text));
}

/** The code and message of what a function throws. */
export function thrown(run: () => unknown): { readonly code: unknown; readonly message: string } {
  try {
    run();
  } catch (error) {
    return { code: (error as { code?: unknown }).code, message: (error as Error).message };
  }
  throw new Error('nothing was thrown');
}

/** A backend in memory that counts its calls. */
export function fakeProvider(kind: string): SecretProvider & { readonly calls: string[]; readonly values: Map<string, string> } {
  const values = new Map<string, string>();
  const calls: string[] = [];
  const provider = defineProvider({
    kind,
    limits: {
      addresses: ['path', 'reference'],
      maxValueBytes: 1e6,
      emptyValue: true,
      conditionalSet: 'none',
      caseSensitive: true,
      statusCost: 'local',
      concurrency: 4,
      retry: 'none',
      batch: { getMany: { size: 10, unit: 'name' } },
    },
    names: addressNames,
    errors: errorTable(kind, {}),
    async get(address) {
      calls.push(`get ${formatAddress(address)}`);
      const value = values.get(formatAddress(address));
      return value === undefined ? undefined : { value };
    },
    async getMany(addresses) {
      calls.push(`getMany ${addresses.map(formatAddress).join(' ')}`);
      return addresses.map((address) => {
        const value = values.get(formatAddress(address));
        return value === undefined ? { absent: true as const } : { record: { value } };
      });
    },
    async status(address) {
      calls.push(`status ${formatAddress(address)}`);
      const value = values.get(formatAddress(address));
      return value === undefined ? { state: 'absent' } : { state: 'present', ...(value === '' && { empty: true }) };
    },
    async set(address, value) {
      values.set(formatAddress(address), value);
      return {};
    },
    async close() {
      calls.push('close');
    },
  });
  return { ...provider, calls, values };
}

/** A project on a fake machine, rooted at `/p`, with fake backends by kind. */
export function fakeProject(
  files: Readonly<Record<string, string>>,
  options: Partial<OpenProjectOptions> = {},
  module: Partial<ProviderModule> = {},
) {
  const io = fakeIo(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [name.startsWith('/') ? name : `/p/${name}`, text])),
  );
  const providers = new Map<string, ReturnType<typeof fakeProvider>>();
  const made: { readonly kind: string; readonly options: unknown }[] = [];
  const identities: AwsIdentity[] = [];
  const load: LoadProvider = async (kind) => ({
    factory(given) {
      made.push({ kind, options: given });
      const provider = providers.get(kind) ?? fakeProvider(kind);
      providers.set(kind, provider);
      return provider;
    },
    options: undefined,
    install: 'npm install @keyrack/aws-ssm',
    createAwsIdentity(identity) {
      identities.push(identity);
      return async () => ({ accessKeyId: `key of login ${identities.indexOf(identity)}`, secretAccessKey: '' });
    },
    ...module,
  });
  const project = openProjectWith({ cwd: '/p', env: {}, homeDir: '/home/u', io, ...options }, () => load);
  return { project, io, made, identities, load, provider: (kind: string) => providers.get(kind)! };
}
