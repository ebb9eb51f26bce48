import type { Address, Coordinate, Scope, SecretError } from '@keyrack/core';
import type { Backend } from './backend.js';
import type { Position } from './yaml/position.js';

/** One declared secret as one component (or nobody in particular) sees it. */
export interface Declaration {
  /** As it is declared: the name in `!secret`, and of the variable that `exec` sets. */
  readonly name: string;
  /** What the project says of it, for people. */
  readonly description?: string;
  /** Whether `validate` and `exec` fail without a value. */
  readonly required: boolean;
  /** Who shares the value. */
  readonly scope: Scope;
  /** What its address is made from. */
  readonly coordinate: Coordinate;
  /** Where it was looked up; absent for the global declarations of the main configuration file. */
  readonly stack?: string;
  /** The component that sees it; absent for the global declarations of the main configuration file. */
  readonly component?: string;
  /** The type of that component, such as `terraform`. */
  readonly componentType?: string;
  /** `metadata.type: abstract`: a blueprint that owns no value. */
  readonly abstract: boolean;
  /** `metadata.enabled: false`. */
  readonly disabled: boolean;
  /** Declared in the main configuration file, and seen here because nothing nearer declares the name. */
  readonly fromMainFile: boolean;
  /** `store:NAME`, `sops:NAME` or `(none)`. */
  readonly label: string;
  /** Bare name of the backend as written; absent when none is named. */
  readonly backendName?: string;
  /** Absent when there is a {@link Declaration.problem}. */
  readonly backend?: Backend;
  /** Where its backend keeps it. */
  readonly address?: Address;
  /** The address comes from `reference`: sharing it is deliberate. */
  readonly byReference: boolean;
  /** Written with `backend:` or left to `secrets.default_backend`. */
  readonly prdForm: boolean;
  /** Where it is declared. */
  readonly position: Position;
  /** Why it cannot be used. Listings show it; using the name throws it. */
  readonly problem?: SecretError;
  /** What works but deserves attention, such as a quoted `required`, each with its place. The project has them too once it is used. */
  readonly warnings: readonly string[];
  /** Those of the warnings on which `validate` fails. */
  readonly faults: readonly string[];
}
