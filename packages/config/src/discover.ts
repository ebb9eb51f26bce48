import { dirname, isAbsolute, join, resolve } from 'node:path';
import { configError } from './config-error.js';
import type { ProjectIo } from './io.js';
import type { Overrides } from './overrides.js';
import { filesBelow } from './walk.js';

/** Which grammar's file names were found; both files are read with the same rules. */
export type Flavor = 'atmos' | 'keyrack';

/** Configuration files of one directory, in merge order: those of `.d` directories, then the file itself. */
export interface ConfigSource {
  readonly flavor: Flavor;
  /** Whether it belongs to the machine or user rather than to the project: such a file does not choose the layout. */
  readonly shared: boolean;
  readonly directory: string;
  readonly files: readonly string[];
}

export interface DiscoverOptions {
  readonly cwd: string;
  readonly homeDir: string;
  readonly gitRoot: string | undefined;
  readonly overrides: Overrides;
  readonly configFiles?: readonly string[] | undefined;
  readonly configPaths?: readonly string[] | undefined;
  readonly io: ProjectIo;
}

const flavors: readonly Flavor[] = ['atmos', 'keyrack'];
const fileNames = (flavor: Flavor): readonly string[] => [`${flavor}.yaml`, `${flavor}.yml`, `.${flavor}.yaml`, `.${flavor}.yml`];
const fragmentDirectories = (flavor: Flavor): readonly string[] => [`${flavor}.d`, `.${flavor}.d`];

/**
 * Finds the main configuration files in merge order, later ones win: system, home, nearest parent, git root, working directory, the
 * path of the environment; all of `atmos.yaml` before all of `keyrack.yaml`.
 *
 * @throws `INVALID_CONFIG` when a file that was asked for does not exist.
 */
export function discoverConfig(options: DiscoverOptions): readonly ConfigSource[] {
  const found = options.configFiles?.length || options.configPaths?.length ? explicitSources(options) : searchedSources(options);
  const unique = found.filter((source, index) => found.findLastIndex((other) => sameFiles(source, other)) === index);
  return flavors.flatMap((flavor) => unique.filter((source) => source.flavor === flavor));
}

/** The places {@link discoverConfig} looks at, for the message that nothing was found. */
export function searchedPlaces({ cwd, homeDir, gitRoot }: DiscoverOptions): readonly string[] {
  const places = [cwd, `parents of ${cwd}`, ...(gitRoot === undefined || gitRoot === cwd ? [] : [gitRoot])];
  return [...places, ...flavors.flatMap((flavor) => [join(homeDir, `.${flavor}`), systemDirectory(flavor)])];
}

function explicitSources({ configFiles = [], configPaths = [], cwd, io }: DiscoverOptions): ConfigSource[] {
  const files = configFiles.map((file) => fileSource(resolve(cwd, file), io) ?? missing(file));
  const directories = configPaths.flatMap((path) => {
    const sources = directorySources(resolve(cwd, path), false, io);
    return sources.length > 0 ? sources : [missing(path)];
  });
  return [...files, ...directories];
}

function searchedSources(options: DiscoverOptions): ConfigSource[] {
  const { cwd, homeDir, gitRoot, overrides, io } = options;
  const shared = flavors.flatMap((flavor) =>
    [systemDirectory(flavor), join(homeDir, `.${flavor}`)]
      .filter((directory) => io.kind(directory) === 'directory')
      .flatMap((directory) => directorySources(directory, true, io, [flavor])),
  );
  const named = overrides.get('CLI_CONFIG_PATH');
  const above = named !== undefined || isMarked(cwd, io) ? [] : aboveSources(cwd, gitRoot, overrides, io);
  return [
    ...shared,
    ...above,
    ...directorySources(cwd, false, io),
    ...(named === undefined ? [] : namedSources(resolve(cwd, named), io)),
  ];
}

function aboveSources(cwd: string, gitRoot: string | undefined, overrides: Overrides, io: ProjectIo): ConfigSource[] {
  const atRoot =
    gitRoot === undefined || overrides.get('GIT_ROOT_BASEPATH') === 'false' ? [] : directorySources(gitRoot, false, io);
  return [...nearestParent(cwd, io), ...atRoot];
}

function nearestParent(directory: string, io: ProjectIo): ConfigSource[] {
  const parent = dirname(directory);
  if (parent === directory) return [];
  const found = directorySources(parent, false, io);
  return found.length > 0 ? found : nearestParent(parent, io);
}

function isMarked(directory: string, io: ProjectIo): boolean {
  const names = flavors.flatMap((flavor) => [
    `${flavor}.yaml`,
    `.${flavor}.yaml`,
    `${flavor}.yml`,
    `.${flavor}.yml`,
    `.${flavor}`,
    ...fragmentDirectories(flavor),
  ]);
  // A home directory holds `.atmos` of its own accord, which says nothing about a project in it.
  return names.some((name) => io.kind(join(directory, name)) !== undefined);
}

function namedSources(path: string, io: ProjectIo): ConfigSource[] {
  const file = fileSource(path, io);
  return file ? [file] : directorySources(path, false, io);
}

function directorySources(directory: string, shared: boolean, io: ProjectIo, only = flavors): ConfigSource[] {
  return only.flatMap((flavor) => {
    const main = fileNames(flavor)
      .map((name) => join(directory, name))
      // A folder of that name is the failure of whoever mounts a file that is not there, and reading it says so.
      .find((path) => io.kind(path) !== undefined);
    const files = [...fragments(directory, flavor, io), ...(main === undefined ? [] : [main])];
    return files.length === 0 ? [] : [{ flavor, shared, directory, files }];
  });
}

function fileSource(path: string, io: ProjectIo): ConfigSource | undefined {
  if (io.kind(path) !== 'file') return undefined;
  const flavor = /keyrack[^/\\]*$/.test(path) ? 'keyrack' : 'atmos';
  const directory = dirname(path);
  return { flavor, shared: false, directory, files: [...fragments(directory, flavor, io), path] };
}

function fragments(directory: string, flavor: Flavor, io: ProjectIo): readonly string[] {
  return fragmentDirectories(flavor)
    .map((name) => join(directory, name))
    .filter((path) => io.kind(path) === 'directory')
    .flatMap((path) => {
      const { files, dangling } = filesBelow(path, io);
      // Links that lead nowhere count: whoever reads them says that they are not there.
      return [...files, ...dangling].filter((file) => /\.ya?ml$/.test(file));
    });
}

function systemDirectory(flavor: Flavor): string {
  return `/usr/local/etc/${flavor}`;
}

function sameFiles(a: ConfigSource, b: ConfigSource): boolean {
  return a.flavor === b.flavor && a.files.join('\n') === b.files.join('\n');
}

function missing(path: string): never {
  throw configError(
    `there is no configuration at ${isAbsolute(path) ? path : `./${path}`}. Check --config and --config-path.`,
    'open',
  );
}

/** The nearest directory, upwards, that holds `.git`. */
export function findGitRoot(directory: string, io: ProjectIo): string | undefined {
  if (io.kind(join(directory, '.git')) !== undefined) return directory;
  const parent = dirname(directory);
  return parent === directory ? undefined : findGitRoot(parent, io);
}
