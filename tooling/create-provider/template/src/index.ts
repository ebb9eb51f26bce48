/** Secrets in Example Vault, as a keyrack provider. @packageDocumentation */
export { createExampleVault, type ExampleVaultProvider } from './example-vault.js';
export { type ExampleVaultOptions, exampleVaultOptions } from './options.js';
