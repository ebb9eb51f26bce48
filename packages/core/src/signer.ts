import type { CallOptions } from './secret-provider.js';

/** A signature with what is needed to verify it later. */
export interface Signature {
  /** Name of the algorithm, as the signer spells it. */
  readonly algorithm: string;
  /** Names the key and its version, so that verification survives rotation. */
  readonly keyId: string;
  /** The signature itself. */
  readonly bytes: Uint8Array;
}

/** How a payload is signed or verified. */
export interface SignOptions extends CallOptions {
  /** Bound into the signed bytes: a signature for one purpose fails for another. */
  readonly purpose: string;
}

/** Signs and verifies payloads; separate from providers, because most backends cannot sign. */
export interface Signer {
  /** Signs a payload for one purpose. */
  sign(payload: Uint8Array, options: SignOptions): Promise<Signature>;
  /** `false` for a wrong signature; throws when the key cannot be had. */
  verify(payload: Uint8Array, signature: Signature, options: SignOptions): Promise<boolean>;
}
