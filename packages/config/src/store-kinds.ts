/** What the engine must know of a kind before any provider is loaded. */
export interface StoreKind {
  readonly kind: string;
  /** Other spellings in configuration files. */
  readonly aliases: readonly string[];
  /** Folder and package of its provider, `@keyrack/` left away; `undefined` when it has no name yet. */
  readonly package: string | undefined;
  /** Whether that package is there. The name alone is only kept for it, and is never offered for installation. */
  readonly available: boolean;
  /** Whether entries are secret backends: when they say so, always, or never. */
  readonly secret: 'opt-in' | 'always' | 'never';
  /** Groups of options of which one must be given. */
  readonly required: readonly (readonly string[])[];
  /** Whether its status is answered without a network. */
  readonly local: boolean;
}

const remote = { aliases: [], package: undefined, available: false, secret: 'opt-in', required: [], local: false } as const;

/** What is known of each kind, one line for each. `pnpm new-provider` adds one. */
export const kinds: readonly StoreKind[] = [
  {
    ...remote,
    kind: 'aws/ssm',
    package: 'aws-ssm',
    available: true,
    aliases: ['aws-ssm-parameter-store'],
    required: [['region']],
  },
  { ...remote, kind: 'aws/asm', package: 'aws-secrets-manager', aliases: ['aws-secrets-manager'], required: [['region']] },
  { ...remote, kind: 'hashicorp/vault', package: 'hashicorp-vault', aliases: ['hashicorp-vault'], required: [['mount', 'path']] },
  {
    ...remote,
    kind: 'azure/keyvault',
    package: 'azure-key-vault',
    aliases: ['azure-key-vault'],
    required: [['vault_url', 'endpoint']],
  },
  {
    ...remote,
    kind: 'gcp/secretmanager',
    package: 'gcp-secret-manager',
    aliases: ['google/secretmanager', 'google-secret-manager', 'gsm'],
    required: [['project_id']],
  },
  { ...remote, kind: 'onepassword', package: 'onepassword', aliases: ['1password'], secret: 'always' },
  { ...remote, kind: 'keychain', package: 'os-keychain', aliases: ['keyring'], secret: 'always', local: true },
  { ...remote, kind: 'github/actions', aliases: ['github-actions'], secret: 'always', required: [['owner'], ['repo']] },
  { ...remote, kind: 'infisical', package: 'infisical', secret: 'always' },
  { ...remote, kind: 'memory', package: 'memory', available: true, secret: 'always', local: true },
  { ...remote, kind: 'redis', secret: 'never' },
  { ...remote, kind: 'artifactory', secret: 'never' },
  { ...remote, kind: 'dotenv', package: 'env-file', available: true, secret: 'always', required: [['file']], local: true },
];

const sopsKinds: ReadonlySet<string> = new Set(['sops', 'sops/age', 'sops/aws-kms', 'sops/gcp-kms', 'sops/azure-kv', 'sops/gpg']);

/** The kind that a name or one of its older spellings means; `undefined` for one that nobody knows. */
export function storeKind(name: string): StoreKind | undefined {
  return kinds.find(({ kind, aliases }) => kind === name || aliases.includes(name));
}

/** Whether a kind keeps secrets in SOPS files. */
export function isSopsKind(name: string): boolean {
  return sopsKinds.has(name);
}

/** Whether there is a provider for a kind. */
export function isAvailable(kind: string): boolean {
  return isSopsKind(kind) || storeKind(kind)?.available === true;
}

/** Every word for a kind, with the kind. */
export const kindWords: readonly { readonly word: string; readonly kind: string }[] = [
  ...kinds.flatMap(({ kind, aliases }) => [kind, ...aliases].map((word) => ({ word, kind }))),
  ...[...sopsKinds].map((kind) => ({ word: kind, kind })),
];

/** All canonical kinds, for messages. */
export const knownKinds: readonly string[] = [
  ...kinds.map(({ kind }) => kind),
  ...[...sopsKinds].filter((kind) => kind !== 'sops'),
];

// Region, endpoint and login come from the surroundings; these have nothing to come from.
const requiredInBackends: Readonly<Record<string, StoreKind['required']>> = {
  'azure/keyvault': [['vault_url', 'endpoint']],
  'gcp/secretmanager': [['project_id']],
  'github/actions': [['owner'], ['repo']],
  dotenv: [['file']],
};

/** What an entry of `stores` has to say; nothing where there is no provider, for no option would help there. */
export function neededInStores(kind: StoreKind | undefined): StoreKind['required'] {
  return kind?.available ? kind.required : [];
}

/** The same of an entry of `secrets.backends`, and of a kind that is used by its name alone. */
export function neededInBackends(kind: StoreKind | undefined): StoreKind['required'] {
  return kind?.available ? (requiredInBackends[kind.kind] ?? []) : [];
}
