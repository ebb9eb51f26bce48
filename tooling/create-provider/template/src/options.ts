import type { OptionsOf, SettingsOf } from '@keyrack/core/provider';

/** Options of `createExampleVault`. */
export const exampleVaultOptions = {
  endpoint: {
    type: 'text',
    env: 'EXAMPLE_VAULT_ENDPOINT',
    description: 'URL of Example Vault.',
    example: 'https://vault.example.com',
  },
  prefix: { type: 'text', default: '', description: 'First part of every name.', example: 'shop/' },
  // Secret, hence no fault of the options when it is missing: that shows at the first call.
  token: { type: 'text', optional: true, secret: true, env: 'EXAMPLE_VAULT_TOKEN', description: 'What logs in.' },
  fetch: { type: 'object', optional: true, description: 'Stands in for the `fetch` of the platform: for a proxy, or in tests.' },
} as const;

interface Objects {
  readonly fetch?: typeof fetch | undefined;
}

/** What `createExampleVault` takes. */
export type ExampleVaultOptions = OptionsOf<typeof exampleVaultOptions, Objects>;

/** Options with defaults and environment applied. */
export type ExampleVaultSettings = Omit<SettingsOf<typeof exampleVaultOptions>, keyof Objects> & Objects;
