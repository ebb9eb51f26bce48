import type { OptionsOf, SettingsOf } from '@keyrack/core/provider';

/** Every option of {@link createSops}, said once. */
export const sopsOptions = {
  kind: {
    type: 'text',
    default: 'sops/age',
    choices: ['sops/age', 'sops/aws-kms', 'sops/gcp-kms', 'sops/azure-kv', 'sops/gpg'],
    description:
      'What the vault is called. Which keys a file really has is read from the file; age keys alone open files and are in new ones.',
  },
  file: {
    type: 'text',
    optional: true,
    description: 'File of secrets whose address is a name alone. Without it every address names its file.',
    example: 'secrets/prod.enc.yaml',
  },
  baseDir: {
    type: 'text',
    optional: true,
    description:
      'Folder that paths start from. Default: the working directory, which also counts for files that exist there alone.',
    example: 'infra',
  },
  ageRecipients: {
    type: 'list',
    optional: true,
    env: 'SOPS_AGE_RECIPIENTS',
    description: 'Public keys for files that are made. Default: the creation rule of the nearest `.sops.yaml` above the file.',
    example: 'age1…,age1…',
  },
  ageKey: {
    type: 'text',
    optional: true,
    secret: true,
    description: 'Private key. It is used instead of those in the usual places.',
  },
  ageKeyFile: {
    type: 'text',
    optional: true,
    description: 'File with private keys, instead of the usual places; `~` and `$NAME` are expanded.',
    example: '~/.config/sops/age/keys.txt',
  },
  lockTimeoutMs: {
    type: 'number',
    default: 60_000,
    description: 'How long to wait, in milliseconds, for others who change the same file.',
  },
} as const;

/** Options of {@link createSops}. */
export type SopsOptions = OptionsOf<typeof sopsOptions>;

/** What the keys of a vault are called; in a file of whichever kind age keys alone are of use here. */
export type SopsKind = (typeof sopsOptions.kind.choices)[number];

/** Options with defaults and environment applied. */
export type SopsSettings = SettingsOf<typeof sopsOptions>;
