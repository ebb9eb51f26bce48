import type { OptionsOf } from '@keyrack/core/provider';

/** Every option of `createEnvFile`, said once. */
export const envFileOptions = {
  file: { type: 'text', description: 'File that holds the secrets. `set` makes it when it is not there.', example: '.env.local' },
  baseDir: {
    type: 'text',
    optional: true,
    description: 'Folder that a relative `file` starts from. Default: the working directory; in a project its base path.',
    example: 'infra',
  },
  lockTimeoutMs: {
    type: 'number',
    default: 60_000,
    description: 'How long to wait, in milliseconds, for others who change the same file.',
  },
} as const;

/** What `createEnvFile` takes. */
export type EnvFileOptions = OptionsOf<typeof envFileOptions>;
