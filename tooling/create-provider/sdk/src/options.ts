import type { OptionsOf, SettingsOf } from '@keyrack/core/provider';
import type { ExampleVaultClient } from './client.js';

/** Options of `createExampleVault`. */
export const exampleVaultOptions = {
  prefix: { type: 'text', default: '', description: 'First part of every name.', example: 'shop/' },
  client: { type: 'object', optional: true, description: 'Ready client with the calls that are made: for tracing, or in tests.' },
} as const;

interface Objects {
  readonly client?: ExampleVaultClient | undefined;
}

/** What `createExampleVault` takes. */
export type ExampleVaultOptions = OptionsOf<typeof exampleVaultOptions, Objects>;

/** Options with defaults and environment applied. */
export type ExampleVaultSettings = Omit<SettingsOf<typeof exampleVaultOptions>, keyof Objects> & Objects;
