import type { OptionsOf } from '@keyrack/core/provider';

/** Options of `createExampleVault`. */
export const exampleVaultOptions = {
  file: { type: 'text', description: 'File that holds the secrets.', example: 'secrets/prod.json' },
} as const;

/** What `createExampleVault` takes. */
export type ExampleVaultOptions = OptionsOf<typeof exampleVaultOptions>;
