import type { ErrorCode, ErrorSummary, Masker, SecretError, Secrets } from '@keyrack/core';
import type { Declaration } from './declaration.js';
import type { ProjectIo } from './io.js';
import type { MovedValue } from './move-values.js';
import type { Position } from './yaml/position.js';

/** Everything that a project is opened with; the engine takes nothing from the process by itself. */
export interface OpenProjectOptions {
  /** Absolute. */
  readonly cwd: string;
  /** Environment of the process: variables of keyrack, of Atmos and of the backends. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Home folder of the user, for configuration and keys there. */
  readonly homeDir: string;
  /** With these or {@link OpenProjectOptions.configPaths} nothing else is looked for. */
  readonly configFiles?: readonly string[] | undefined;
  /** Folders with configuration files; nothing else is looked for. */
  readonly configPaths?: readonly string[] | undefined;
  /** Overrides `base_path`; relative to `cwd`. */
  readonly basePath?: string | undefined;
  /** URL of the installed program: where provider packages are looked for after the project itself. */
  readonly installedAt?: string | undefined;
  /** Provider packages that the program carries inside itself, by package name; what the project installed goes before them. */
  readonly embedded?: Readonly<Record<string, () => Promise<Readonly<Record<string, unknown>>>>> | undefined;
  /** Default: the file system and shell of this machine. */
  readonly io?: ProjectIo | undefined;
  /** The identity of cloud backends that name none of their own, or `false` for none at all. Default: `KEYRACK_IDENTITY`. */
  readonly identity?: string | false | undefined;
  /**
   * Takes the failure of a manifest or component that cannot be read, each once, and the project is read without it. Default: every
   * question that needs the manifests fails with the first one.
   */
  readonly tolerate?: ((failure: SecretError) => void) | undefined;
  /** Learns every value before it is handed out. */
  readonly masker?: Masker | undefined;
  /** Deadline of one backend call in milliseconds. */
  readonly timeoutMs?: number | undefined;
  /** Is told of every call to a backend when it has ended. */
  readonly observe?: ((call: BackendCall) => void) | undefined;
  /** Ends all calls of backends, those under way and those to come, with its reason. */
  readonly signal?: AbortSignal | undefined;
}

/** One call to a backend, as far as it may be told: no names of secrets, no values, no messages. */
export interface BackendCall {
  /** `store:NAME` or `sops:NAME`. */
  readonly backend: string;
  readonly kind: string;
  /** The method of the provider. */
  readonly operation: string;
  /** How many secrets it is about. */
  readonly names: number;
  /** How long it took, in milliseconds. */
  readonly ms: number;
  /** Of a batch that of the first secret which failed. */
  readonly failure?: { readonly code: ErrorCode; readonly native?: ErrorSummary };
}

/** What a question is about; everything when empty. */
export interface Target {
  /** Name of a stack. Default: all stacks, or, for values, the main configuration file alone. */
  readonly stack?: string | undefined;
  /** Name of a component, or the path to its folder. */
  readonly component?: string | undefined;
  /** Component type, such as `terraform`. Default: the first type, in detection order, that has the component. */
  readonly type?: string | undefined;
  /** Takes the place of the project's identity. */
  readonly identity?: string | false | undefined;
}

/** An entry of `auth.identities`. */
export interface ProjectIdentity {
  readonly name: string;
  readonly kind: string;
  /** Whether it holds where nobody names one. */
  readonly default: boolean;
}

/** One component in one stack. */
export interface Instance {
  readonly stack: string;
  readonly component: string;
  readonly type: string;
  readonly abstract: boolean;
  readonly disabled: boolean;
  /** The manifest that yields it. */
  readonly file: string;
  readonly declaresSecrets: boolean;
  /** What its manifests say about secrets without effect, each with its place; `validate` fails on it. */
  readonly faults: readonly string[];
}

/** `settings.terminal.mask` of the main configuration file. */
export interface MaskSettings {
  readonly enabled?: boolean;
  readonly replacement?: string;
  readonly patterns: readonly string[];
  readonly literals: readonly string[];
}

/** A SOPS vault, as key generation needs it. */
export interface Vault {
  readonly name: string;
  readonly kind: string;
  readonly spec: Readonly<Record<string, unknown>>;
  /** `spec.file` as written, or the pattern of the derived path. */
  readonly filePattern: string;
  /** Absent for a kind that is used without an entry. */
  readonly position?: Position;
  /** Absent for a vault of the main configuration file. */
  readonly stack?: string;
  readonly component?: string;
}

/** The words of listings. */
export type StatusState = 'initialized' | 'missing' | 'unknown' | 'error';

/** Whom to ask for the status of declarations, and as whom. */
export interface StatusOptions {
  /** Asks remote backends too. */
  readonly verify?: boolean | undefined;
  /** Takes the place of the project's identity; `false` logs in as the environment says. */
  readonly identity?: string | false | undefined;
  /** Takes each row as soon as it is known, in no order: for a display of progress. */
  readonly onRow?: ((row: DeclarationStatus) => void) | undefined;
}

/** What is known of one declaration's value without reading it. */
export interface DeclarationStatus {
  readonly declaration: Declaration;
  readonly status: StatusState;
  /** The backend shows without being read that the value is the empty text; not all backends do. */
  readonly empty?: true;
  /** Why it is missing or unknown, in words of the backend. */
  readonly reason?: string;
  readonly error?: SecretError;
}

/** A merged component section, functions resolved. */
export type Section = Readonly<Record<string, unknown>>;

/** Which component to describe, and whether to read its secrets. */
export interface DescribeTarget {
  /** Name of the stack. */
  readonly stack: string;
  /** Name of the component, or the path to its folder. */
  readonly component: string;
  /** Component type, such as `terraform`. Default: the first type, in detection order, that has the component. */
  readonly type?: string | undefined;
  /** Takes the place of the project's identity; `false` logs in as the environment says. */
  readonly identity?: string | false | undefined;
  /** Reads the values of `!secret`; otherwise each shows as the masker's replacement and no backend is asked. */
  readonly reveal?: boolean | undefined;
}

/** Which values to move, and from where. */
export interface MoveTarget extends Target {
  /** The `file` that the vault had, as it was written; templates are rendered as in the vault. */
  readonly fromFile: string;
  /** Name of the vault. Default: the only one that the target's secrets have. */
  readonly vault?: string | undefined;
  /** Reads and tells, and writes nothing. */
  readonly dryRun?: boolean | undefined;
}

/** An opened project. Questions of structure touch no backend, no credential and no network. */
export interface Project {
  readonly basePath: string;
  /** Main configuration files in merge order, later ones win. */
  readonly configFiles: readonly string[];
  readonly layout: 'atmos' | 'default';
  /** What was tolerated so far, each once; grows as manifests are read and declarations are used. */
  readonly warnings: readonly string[];
  readonly maskSettings: MaskSettings;
  /** The `env` map of the main configuration, for child processes. */
  readonly env: Readonly<Record<string, string>>;
  /** `auth.identities` of the main configuration, as written. */
  identities(): readonly ProjectIdentity[];
  /** Names of all stacks, ascending. */
  stacks(): Promise<readonly string[]>;
  /** Components in their stacks. */
  instances(target?: Target): Promise<readonly Instance[]>;
  /**
   * What is declared, ascending by name. Never fails because of an unusable backend.
   *
   * @throws `INVALID_CONFIG` for a scope that contradicts its position or manifests that cannot be read; `INVALID_ARGUMENT` for a
   * stack or component that does not exist.
   */
  declarations(target?: Target): Promise<readonly Declaration[]>;
  /** Declarations of the main configuration file, which need no stack. */
  globalDeclarations(): readonly Declaration[];
  /** Secrets by declared name: of one instance, or, without a stack, of the main file alone. */
  resolver(target?: Target): Promise<Secrets>;
  /** One row per declaration, in order. Local backends are always asked, remote ones with `verify` or in the PRD's form. */
  status(declarations: readonly Declaration[], options?: StatusOptions): Promise<readonly DeclarationStatus[]>;
  /** The merged section of a component, functions resolved. */
  describeComponent(target: DescribeTarget): Promise<Section>;
  /** SOPS vaults, as key generation needs them. */
  vaults(target?: Target): Promise<readonly Vault[]>;
  /**
   * Moves values from where another `file` of their vault put them to where they belong now, one after the other, and tells each. What is
   * there already is never overwritten, and an old value is deleted last.
   *
   * @throws `INVALID_ARGUMENT` when the target has secrets of several vaults and none is named.
   */
  move(target: MoveTarget): AsyncIterable<MovedValue>;
  /** Adds a warning when a file that is about to be written, because `reason` names it, lies outside of the project. */
  watchFile(path: string, reason: string): void;
  /** Closes the providers that were opened; `await using` does it at the end of a block. */
  close(): Promise<void>;
  /** The same as {@link Project.close}. */
  [Symbol.asyncDispose](): Promise<void>;
}
