/** The contract and the tools for authors of providers and resolvers. @packageDocumentation */
export { abortable, onAbort, pause } from './abort.js';
export { checkAddress, formatAddress, segmentFault } from './address.js';
export { checkWrite } from './check-write.js';
export { defineProvider } from './define-provider.js';
export type { Call, GetCall, Listed, Names, ProviderDefinition, SetCall } from './definition.js';
export { type ErrorTable, type ErrorTableOptions, errorTable } from './error-table.js';
export { exactNumber, isExactNumber, type Json, parseExactJson } from './exact-json.js';
export { lazy } from './lazy.js';
export { createLimiter, type Limiter } from './limiter.js';
export { createNameCodec, type NameCodec, type NameCodecOptions } from './name-codec.js';
export { addressNames, createNames, type NamesOptions } from './names.js';
export { type Methods, type OperationTraits, operationNames, operations } from './operations.js';
export {
  describeOptions,
  type OptionEntry,
  type OptionRow,
  type OptionsOf,
  type OptionTable,
  parseOptions,
  type SettingsOf,
} from './options.js';
export { type PathExpression, type PathStep, type PathTerm, parsePath } from './path-expression.js';
export { createSecretsFrom } from './resolve-secrets.js';
export {
  type ErrorCode,
  type ErrorSummary,
  errorCodes,
  isSecretError,
  originalError,
  type SecretError,
  type SecretErrorInit,
  secretError,
} from './secret-error.js';
export * from './secret-provider.js';
export type { Locate, SecretLocation, SecretName } from './secrets.js';
export { createSharedRuns, type JoinRun } from './shared-runs.js';
export { type Middleware, type ProviderCall, wrapProvider } from './wrap-provider.js';
