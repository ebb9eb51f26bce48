import type { ErrorCode, ErrorSummary, Masker, SecretError } from '@keyrack/core';
import type { ProjectIo } from './io.js';

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
  /** Hears each of `Project.warnings` once it is known; one about a write, before the write. */
  readonly warn?: ((message: string) => void) | undefined;
  /** Is told of every call to a backend when it has ended. */
  readonly observe?: ((call: BackendCall) => void) | undefined;
  /** Ends all calls of backends, those under way and those to come, with its reason. */
  readonly signal?: AbortSignal | undefined;
}

/** One call to a backend, as far as it may be told: no names of secrets, no values, no messages. */
export interface BackendCall {
  /** `store:NAME` or `sops:NAME`. */
  readonly backend: string;
  /** Kind of the backend, such as `aws/ssm`. */
  readonly kind: string;
  /** The method of the provider. */
  readonly operation: string;
  /** How many secrets it is about. */
  readonly names: number;
  /** How long it took, in milliseconds. */
  readonly ms: number;
  /** Of a batch that of the first secret which failed. */
  readonly failure?: CallFailure;
}

/** How a call failed. */
interface CallFailure {
  /** What the caller can do about it. */
  readonly code: ErrorCode;
  /** What may be told of the native error. */
  readonly native?: ErrorSummary;
}
