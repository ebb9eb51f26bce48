import type { Position } from './yaml/position.js';

/** Where a backend was written: `stores`, `secrets.providers`, `secrets.backends`, or nowhere: a kind used by its name. */
export type BackendOrigin = 'store' | 'vault' | 'backend' | 'kind';

/** Where a project keeps secrets: an entry of `stores`, `secrets.providers` or `secrets.backends`, or a bare kind. */
export interface Backend {
  readonly name: string;
  /** `store:NAME` or `sops:NAME`, as listings print it. */
  readonly label: string;
  /** Canonical kind, such as `aws/ssm`; aliases are already mapped. */
  readonly kind: string;
  readonly origin: BackendOrigin;
  /** Whether its status is answered without a network. */
  readonly local: boolean;
  /** Name of the identity that its calls are made with, when the project names one. */
  readonly identity?: string;
  /** Absent for a kind that is used without an entry. */
  readonly position?: Position;
  /** The options as written, functions resolved. A function, so that a printed backend shows no token. */
  options(): Readonly<Record<string, unknown>>;
}
