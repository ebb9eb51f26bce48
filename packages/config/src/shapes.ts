/**
 * The keys of what is ours in configuration files. Whatever else stands in them belongs to other tools.
 *
 * A key that is read somewhere has to stand here: {@link unknownKeys} tells people that others have no effect.
 */
export const shapes = {
  declaration: ['description', 'store', 'sops', 'backend', 'reference', 'required', 'scope'],
  secrets: ['vars', 'providers', 'backends', 'default_backend', 'list_verify', 'path_default'],
  store: ['kind', 'type', 'secret', 'identity', 'options'],
  vault: ['kind', 'identity', 'spec'],
  vaultSpec: ['file', 'path', 'age_recipients', 'age_key', 'age_key_file', 'recipients_file'],
  ageKey: ['value', 'store', 'path'],
  backend: ['kind', 'type', 'identity', 'options'],
  mask: ['enabled', 'replacement', 'patterns', 'literals'],
  stacks: ['base_path', 'included_paths', 'excluded_paths', 'name_template', 'name_pattern'],
  manifest: ['components', 'secrets', 'overrides'],
  componentTypes: ['terraform', 'helmfile', 'packer', 'ansible'],
  component: ['secrets'],
  keyrackFile: [
    'base_path',
    'stacks',
    'components',
    'stores',
    'secrets',
    'auth',
    'settings',
    'templates',
    'env',
    'import',
    'logs',
    'layout',
  ],
} as const;

/** A kind of map that is ours. */
export type Shape = keyof typeof shapes;

/** A key of such a map. */
export type KeyOf<S extends Shape> = (typeof shapes)[S][number];
