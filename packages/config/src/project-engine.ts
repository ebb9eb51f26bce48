import type { Masker, Secrets } from '@keyrack/core';
import { configError } from './config-error.js';
import type { Declaration } from './declaration.js';
import { type DeclareContext, declare } from './declare.js';
import { describeComponent } from './describe-component.js';
import { besideFormer } from './former-places.js';
import type { LocalContext } from './functions/local.js';
import { type AuthEntry, createIdentityTable, isDefault } from './identities/identity-table.js';
import { moveValues } from './move-values.js';
import { oneOfMany, type Tolerate } from './one-of-many.js';
import type { Instance, Project, ProjectIdentity, Target } from './project.js';
import type { Providers } from './providers.js';
import { createResolver } from './resolver.js';
import { componentVaults, declaresAny, ignoredBackends, stampGlobals, stampLayers } from './scopes.js';
import { layerWarnings } from './section-warnings.js';
import type { Settings } from './settings.js';
import { consistentDeclarations } from './shared-declarations.js';
import { type ComponentPaths, componentByPath } from './stacks/component-path.js';
import type { StackComponent } from './stacks/stack-index.js';
import { selectComponents, stackNames } from './stacks/target.js';
import { checkStatus } from './status.js';
import { bareVault, mainVaults, manifestVaults } from './vaults.js';
import { createWriteWatch } from './write-watch.js';
import { child, type YamlNode } from './yaml/node.js';

/** Everything that a project is made of, already found and read. */
export interface ProjectParts {
  readonly settings: Settings;
  readonly configFiles: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly warnings: readonly string[];
  readonly warn: (message: string) => void;
  readonly componentPaths: ComponentPaths;
  readonly local: LocalContext;
  readonly declaring: DeclareContext;
  readonly providers: Providers;
  /** Reads the manifests at the first call. */
  readonly readStacks: () => Promise<readonly StackComponent[]>;
  readonly tolerate: Tolerate | undefined;
  readonly masker: Masker | undefined;
  readonly timeoutMs: number | undefined;
  readonly signal: AbortSignal | undefined;
  /** Folders that belong to the project, the outermost first. */
  readonly roots: readonly string[];
}

/** Puts the steps of the engine together behind the interface that applications hold. */
export function createProject(parts: ProjectParts): Project {
  const { settings, declaring, providers, masker, timeoutMs, signal, readStacks, warn } = parts;
  const { config, listStrategy, listVerify } = settings;
  const mainVars = child(config, 'secrets', 'vars');
  const declared = new Map<StackComponent, readonly Declaration[]>();
  const declareOf = (entry: StackComponent, context: DeclareContext): readonly Declaration[] => {
    const layers = entry.component.layers();
    const vaults = componentVaults(layers, listStrategy);
    return oneOfMany(() => declare(stampLayers(mainVars, layers, listStrategy), entry, vaults, context), parts.tolerate);
  };

  const declarationsOf = (entry: StackComponent): readonly Declaration[] => {
    const known = declared.get(entry);
    if (known) return known;
    const layers = entry.component.layers();
    [...ignoredBackends(layers), ...layerWarnings(layers)].forEach(warn);
    const found = declareOf(entry, declaring);
    declared.set(entry, found);
    return found;
  };

  const named = (target: Target, all: readonly StackComponent[]): Target => {
    if (target.component === undefined) return target;
    const among = all.filter(({ stack }) => target.stack === undefined || stack === target.stack);
    return { ...target, component: componentByPath(target.component, among, parts.componentPaths) };
  };

  const globals = (context = declaring): readonly Declaration[] => declare(stampGlobals(mainVars), undefined, undefined, context);
  const select = async (target: Target): Promise<readonly StackComponent[]> => {
    const all = await readStacks();
    return selectComponents(all, named(target, all));
  };
  const declarationsIn = async (stack: string) => (await select({ stack })).flatMap(declarationsOf);
  const watch = createWriteWatch({ ...declaring, warn, roots: parts.roots, declarationsIn });

  async function resolverOf(target: Target, raw = false): Promise<Secrets> {
    const common = { providers, warn, watch, identity: target.identity, raw, masker, timeoutMs, signal };
    if (target.stack === undefined) {
      if (target.component !== undefined) throw withoutStack();
      return createResolver({
        ...common,
        declarations: globals(),
        where: '',
        section: 'secrets.vars of the main configuration file',
        mainFile: declaring.shorten(parts.configFiles.at(-1) ?? 'keyrack.yaml'),
      });
    }
    const entries = await select(target);
    const [first] = entries;
    if (first && target.component !== undefined) {
      const { component, stack } = first;
      const section = `components.${component.type}.${component.name}.secrets.vars`;
      return createResolver({
        ...common,
        declarations: declarationsOf(first),
        where: ` for component ${component.name} in stack ${stack}`,
        section,
      });
    }
    const declarations = consistentDeclarations(entries.flatMap(declarationsOf));
    return createResolver({ ...common, declarations, where: ` in stack ${target.stack}`, section: 'secrets.vars' });
  }

  return {
    basePath: settings.basePath,
    configFiles: parts.configFiles,
    layout: settings.layout,
    warnings: parts.warnings,
    maskSettings: settings.mask,
    env: parts.env,
    identities: () => createIdentityTable(child(config, 'auth'), undefined, listStrategy).identities.map(publicIdentity),
    stacks: async () => stackNames(await readStacks()),
    instances: async (target = {}) => (await select(target)).map((entry) => instance(entry, mainVars, declaring.shorten)),
    declarations: async (target = {}) => (await select(target)).flatMap(declarationsOf).toSorted(byName),
    globalDeclarations: () => globals(),
    watchFile: watch.file,
    async *move({ fromFile, vault, dryRun = false, ...target }) {
      const context = { ...declaring, vaultFile: fromFile };
      const main = besideFormer(globals(), globals(context));
      const others = (await readStacks()).flatMap((entry) => besideFormer(declarationsOf(entry), declareOf(entry, context)));
      const named =
        target.stack === undefined && target.component === undefined ? main.map(({ declaration }) => declaration) : [];
      const meant = new Set([...named, ...(await select(target)).flatMap(declarationsOf)]);
      const isMeant = (declaration: Declaration): boolean => meant.has(declaration);
      const { io, basePath } = declaring;
      const rest = { vault, dryRun, isMeant, watch, io, basePath, identity: target.identity };
      yield* moveValues([...main, ...others], { ...rest, providers, masker, timeoutMs, signal, warn });
    },
    resolver: async (target = {}) => resolverOf(target),
    status: async (declarations, { verify, identity, onRow } = {}) =>
      checkStatus(declarations, { providers, warn, verify, listVerify, identity, timeoutMs, signal, onRow }),
    describeComponent: async (target) => {
      const [found] = await select(target);
      const entry = found!;
      const exact = { ...target, type: entry.component.type };
      const context = {
        local: parts.local,
        declarations: declarationsOf(entry),
        rawSecrets: await resolverOf(exact, true),
        masker,
        declaring,
        strictPathDefault: settings.strictPathDefault,
        warn,
      };
      return describeComponent(entry, target.reveal === true, context);
    },
    vaults: async (target) => {
      const context = { ...parts.local, shorten: declaring.shorten };
      const inManifests = manifestVaults(await select(target ?? {}), listStrategy, context);
      return [...mainVaults(config, context), ...bareVault(declaring.backends), ...inManifests];
    },
    close: () => providers.close(),
    [Symbol.asyncDispose]: () => providers.close(),
  };
}

function publicIdentity(entry: AuthEntry): ProjectIdentity {
  return { name: entry.name, kind: entry.kind, default: isDefault(entry) };
}

function byName(a: Declaration, b: Declaration): number {
  if (a.name === b.name) return 0;
  return a.name < b.name ? -1 : 1;
}

function instance(
  { stack, component }: StackComponent,
  mainVars: YamlNode | undefined,
  shorten: (file: string) => string,
): Instance {
  const { name, type, abstract, disabled, manifest } = component;
  const layers = component.layers();
  const secrets = { declaresSecrets: declaresAny(mainVars, layers), faults: ignoredBackends(layers) };
  return { stack, component: name, type, abstract, disabled, file: shorten(manifest.file), ...secrets };
}

function withoutStack(): Error {
  return configError('a component needs a stack: name it with --stack.', 'resolve', undefined, 'INVALID_ARGUMENT');
}
