import type { SecretError, Secrets } from '@keyrack/core';
import type { Declaration } from './declaration.js';
import type { MovedValue } from './move-values.js';
import type { Position } from './yaml/position.js';

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
  /** The declaration that was asked about. */
  readonly declaration: Declaration;
  /** What its backend says, in the word of listings. */
  readonly status: StatusState;
  /** The backend shows without being read that the value is the empty text; not all backends do. */
  readonly empty?: true;
  /** Why it is missing or unknown, in words of the backend. */
  readonly reason?: string;
  /** Why it could not be asked. */
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
