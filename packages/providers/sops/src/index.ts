/** SOPS files as a keyrack provider. @packageDocumentation */
export { generateVaultKey, type VaultKey, type VaultKeyOptions } from './generate-vault-key.js';
export { type SopsKind, type SopsOptions, sopsOptions } from './options.js';
export { createSops, type SopsProvider } from './sops.js';
