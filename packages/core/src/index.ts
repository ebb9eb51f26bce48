/** Secrets from any backend behind one small client. @packageDocumentation */
export { type Coordinate, formatCoordinate, parseCoordinate, type Scope } from './coordinate.js';
export { type CreateSecretsOptions, createSecrets, type ProviderSecrets } from './create-secrets.js';
export { checkHealth } from './health.js';
export { defaultLayout, type Layout, type LayoutTarget } from './layout.js';
export type { Masker, MaskOutcome } from './masker-interface.js';
export { createSecret, type Secret } from './secret.js';
export { type ErrorCode, type ErrorSummary, isSecretError, originalError, type SecretError } from './secret-error.js';
export type { Address, HealthReport, SecretProvider, SecretStatus, StatusEntry } from './secret-provider.js';
export type { ReadOptions, SecretName, SecretResult, SecretResults, Secrets, SecretsSettings } from './secrets.js';
export type { Signature, Signer, SignOptions } from './signer.js';
