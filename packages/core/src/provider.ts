/** The contract and the tools for authors of providers. @packageDocumentation */
export { abortable } from './abort.js';
export { checkAddress, formatAddress } from './address.js';
export { defineProvider, type ProviderDefinition } from './define-provider.js';
export { type ErrorTable, errorTable } from './error-table.js';
export { lazy } from './lazy.js';
export { createLimiter, type Limiter } from './limiter.js';
export { type ErrorCode, errorCodes, isSecretError, originalError, type SecretError, type SecretErrorInit, secretError } from './secret-error.js';
export * from './secret-provider.js';
