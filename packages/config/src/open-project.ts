import { resolve } from 'node:path';
import type { Backend } from './backend.js';
import { storeEntry } from './backend-entries.js';
import { configError } from './config-error.js';
import { type ConfigSource, type DiscoverOptions, discoverConfig, findGitRoot, searchedPlaces } from './discover.js';
import { createBackends } from './find-backend.js';
import { cheaply } from './functions/cheap.js';
import type { LocalContext } from './functions/local.js';
import { createLogins } from './identities/logins.js';
import type { AskedIdentity } from './identities/select-identity.js';
import type { ProjectIo } from './io.js';
import { createProviderLoader, type LoadProvider } from './kinds.js';
import { nodeIo } from './node-io.js';
import { eachOnce } from './one-of-many.js';
import type { OpenProjectOptions } from './open-project-options.js';
import { readOverrides } from './overrides.js';
import type { Project } from './project.js';
import { createProject } from './project-engine.js';
import { createProviders, type Providers } from './providers.js';
import { type ReadConfigOptions, readConfig } from './read-config.js';
import { recordOf } from './record.js';
import { mainWarnings } from './section-warnings.js';
import { plainAt, readEnv, readSettings, type Settings } from './settings.js';
import { componentFinder } from './stacks/find-component.js';
import { readStacks, type StackComponent } from './stacks/stack-index.js';
import { nameBelow } from './walk.js';
import { withLibraries } from './with-libraries.js';
import { child, mapAt } from './yaml/node.js';

/**
 * Opens the project that a directory belongs to: an Atmos project or one of `keyrack.yaml`, read as they are.
 *
 * Reads the main configuration files; manifests are read when a question needs them, backends are reached when a value does.
 *
 * @throws `INVALID_CONFIG` when there is no configuration, or when it cannot be read.
 * @example
 * const project = await openProject({ cwd: process.cwd(), env: process.env, homeDir: homedir() });
 * const secrets = await project.resolver({ stack: 'prod', component: 'api' });
 * const key = await secrets.get('STRIPE_KEY');
 */
export async function openProject(options: OpenProjectOptions): Promise<Project> {
  return withLibraries(() => openProjectWith(options, (basePath) => createProviderLoader(basePath, options)));
}

/** {@link openProject} with another way to find providers, and for main files that need no YAML library, unless it is loaded. */
export function openProjectWith(options: OpenProjectOptions, loaderFor: (basePath: string) => LoadProvider): Project {
  const { cwd, io = nodeIo, masker, timeoutMs, signal } = options;
  const warnings: string[] = [];
  const warn = (message: string): void => {
    if (warnings.includes(message)) return;
    warnings.push(message);
    options.warn?.(message);
  };
  const gitRoot = findGitRoot(cwd, io);
  const { sources, config, places } = readMain(options, gitRoot, { io, cwd, warn });
  const context: LocalContext = { io, cwd, gitRoot, environment: recordOf(Object.entries(options.env)) };
  const env = readEnv(config, context);
  const local = { ...context, environment: recordOf(Object.entries({ ...promoted(env), ...context.environment })) };
  const overrides = readOverrides(local.environment);
  const settings = readSettings(config, sources, { ...local, overrides, basePath: options.basePath });
  if (isNoProject(sources, settings, io)) throw noConfiguration(places);
  const shorten = (file: string): string => nameBelow(settings.basePath, file);
  const placed = { ...local, shorten };
  const defaultName = plainAt(config, ['secrets', 'default_backend'], local);
  const backends = createBackends(config, typeof defaultName === 'string' ? defaultName : undefined, placed);
  const evaluate = cheaply(local);
  const { basePath, layout, templates } = settings;
  const tolerate = options.tolerate && eachOnce(options.tolerate);
  const stacks = once(() => readStacks({ settings, io, cwd, evaluate, mainEnv: mapAt(config, 'env'), warn, tolerate }));
  return createProject({
    settings,
    configFiles: sources.flatMap(({ files }) => files),
    env,
    warnings,
    warn,
    componentPaths: { cwd, directoryOf: (type) => componentDirectory(type, settings, local) },
    local,
    declaring: { backends, shorten, layout, basePath, cwd, io, render: { ...templates, evaluate } },
    providers: projectProviders(loaderFor(basePath), { settings, placed, stacks, warn, options }),
    readStacks: stacks,
    tolerate,
    masker,
    timeoutMs,
    signal,
    roots: projectRoots(options, settings, { gitRoot, sources }),
  });
}

/**
 * Folders in which a project may write without a word: its repository, where its configuration lies, and a base path that the user
 * named. What the configuration itself calls its base path does not count.
 */
function projectRoots(
  { cwd, env, basePath: given }: OpenProjectOptions,
  { basePath }: Settings,
  { gitRoot, sources }: { readonly gitRoot: string | undefined; readonly sources: readonly ConfigSource[] },
): readonly string[] {
  const named = given ?? readOverrides(env).get('BASE_PATH');
  const own = sources.filter(({ shared }) => !shared).map(({ directory }) => directory);
  return [...(gitRoot === undefined ? [] : [gitRoot]), ...own, ...(named === undefined ? [] : [basePath]), cwd];
}

function readMain(options: OpenProjectOptions, gitRoot: string | undefined, reading: ReadConfigOptions) {
  const { cwd, env, homeDir, configFiles, configPaths } = options;
  const places = { cwd, homeDir, gitRoot, overrides: readOverrides(env), configFiles, configPaths, io: reading.io };
  const sources = discoverConfig(places);
  if (sources.length === 0 && reading.io.kind(`${cwd}/stacks`) !== 'directory') throw noConfiguration(places);
  const config = readConfig(sources, reading);
  mainWarnings(config, sources).forEach(reading.warn);
  return { sources, config, places };
}

/** Whether there is nothing but files of the user or the machine, which say nothing of secrets and lead to no stacks. */
function isNoProject(sources: readonly ConfigSource[], { config, stacksPath }: Settings, io: ProjectIo): boolean {
  const own = sources.some(({ shared }) => !shared) || child(config, 'secrets') !== undefined;
  return !own && io.kind(stacksPath) !== 'directory';
}

function noConfiguration(places: DiscoverOptions): Error {
  const text = `no configuration found. Looked for keyrack.yaml and atmos.yaml in ${searchedPlaces(places).join(', ')}. Start a project here with \`keyrack init\`, or name a file with --config.`;
  return configError(text, 'open');
}

function componentDirectory(type: string, { config, basePath }: Settings, local: LocalContext): string {
  const overridden = readOverrides(local.environment).get(`COMPONENTS_${type.toUpperCase()}_BASE_PATH`);
  const written = overridden ?? plainAt(config, ['components', type, 'base_path'], local);
  return resolve(basePath, typeof written === 'string' ? written : `components/${type}`);
}

/** Variables that the configuration sets for Atmos itself; those of the process win. */
function promoted(env: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return recordOf(Object.entries(env).filter(([name]) => /^(ATMOS|KEYRACK)_/.test(name)));
}

interface ProviderParts {
  readonly settings: Settings;
  readonly placed: LocalContext & { readonly shorten: (file: string) => string };
  readonly stacks: () => Promise<readonly StackComponent[]>;
  readonly warn: (message: string) => void;
  readonly options: OpenProjectOptions;
}

function projectProviders(load: LoadProvider, { settings, placed, stacks, warn, options }: ProviderParts): Providers {
  const { config, listStrategy, basePath } = settings;
  const { environment } = placed;
  const { identity, homeDir, masker, observe, signal } = options;
  const store = (name: string): Backend | undefined => {
    const node = child(config, 'stores', name);
    return node && storeEntry(name, node, placed);
  };
  const logins = createLogins({
    auth: child(config, 'auth'),
    asked: askedIdentity(identity, environment),
    componentOf: componentFinder(stacks),
    listStrategy,
    local: placed,
    masker,
  });
  return createProviders({ load, basePath, homeDir, environment, warn, store, logins, observe, masker, signal });
}

// `false` turns identities off, also as the text that a variable or a flag can carry.
function askedIdentity(given: string | false | undefined, environment: LocalContext['environment']): AskedIdentity {
  const asked = given ?? readOverrides(environment).get('IDENTITY');
  return asked === 'false' ? false : asked;
}

function once(read: () => readonly StackComponent[]): () => Promise<readonly StackComponent[]> {
  let known: Promise<readonly StackComponent[]> | undefined;
  return () => {
    known ??= withLibraries(read).catch((error: unknown) => {
      // A failure is forgotten: the manifests may be mended by the next question.
      known = undefined;
      throw error;
    });
    return known;
  };
}
