import { secretError } from './secret-error.js';

interface OptionTypes {
  text: string;
  number: number;
  boolean: boolean;
  /** In the environment and in text form: separated by commas. */
  list: readonly string[];
  record: Readonly<Record<string, string>>;
  /** An object or a function: clients and credentials come in both forms. */
  object: object;
}

/** One option: the source of its type, validation, README row, environment variable and onboarding question. */
export interface OptionEntry {
  readonly type: keyof OptionTypes;
  /** One sentence for people. */
  readonly description: string;
  readonly optional?: true;
  readonly default?: string | number | boolean;
  /** Environment variable that stands in when the option is not given. */
  readonly env?: string;
  /** Never printed; may be missing until the first call. */
  readonly secret?: true;
  readonly choices?: readonly string[];
  readonly example?: string;
}

/** The options of a provider by name, in the order in which people see them. */
export type OptionTable = Readonly<Record<string, OptionEntry>>;

type ValueOf<E extends OptionEntry> = E extends { choices: readonly (infer C)[] } ? C : OptionTypes[E['type']];
type ValueIn<T extends OptionTable, K extends keyof T, Objects> = K extends keyof Objects
  ? Exclude<Objects[K], undefined>
  : ValueOf<T[K]>;
type MayOmit<E> = E extends { optional: true } | { default: unknown } | { env: string } ? true : false;

/**
 * The type of what callers pass, inferred from a table; `Objects` gives the types of its options that are objects.
 *
 * Editors show for an option what they show for its entry: keys are mapped one by one, which keeps what is said of them.
 */
export type OptionsOf<T extends OptionTable, Objects = Record<never, never>> = {
  readonly [K in keyof T as MayOmit<T[K]> extends true ? never : K]: ValueIn<T, K, Objects>;
} & {
  readonly [K in keyof T as MayOmit<T[K]> extends true ? K : never]?: ValueIn<T, K, Objects> | undefined;
};

/** The type of what a provider works with: defaults and environment applied. */
export type SettingsOf<T extends OptionTable> = {
  readonly [K in keyof T]: T[K] extends { optional: true } | { secret: true } ? ValueOf<T[K]> | undefined : ValueOf<T[K]>;
};

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Checks options against their table and fills in environment and defaults; explicit options win.
 *
 * A missing secret is not reported here: it shows at the first call.
 *
 * @throws `INVALID_ARGUMENT` with every problem at once; values are never quoted.
 * @example
 * const settings = parseOptions('aws/ssm', awsSsmOptions, { prefix: '/shop' });
 */
export function parseOptions<T extends OptionTable>(
  kind: string,
  table: T,
  options: Readonly<Record<string, unknown>> = {},
  env: Environment = processEnvironment(),
): SettingsOf<T> {
  const problems = Object.keys(options)
    .filter((name) => !Object.hasOwn(table, name))
    .map((name) => `"${name}" is not an option (known: ${Object.keys(table).join(', ')})`);
  const settings: Record<string, unknown> = {};
  for (const [name, entry] of Object.entries(table)) {
    const given = options[name] ?? fromEnvironment(entry, env) ?? entry.default;
    if (given === undefined) {
      if (!entry.optional && !entry.secret) problems.push(missing(name, entry));
      continue;
    }
    const value = coerce(entry, given);
    if (value === undefined) problems.push(`"${name}" must be ${expected(entry)}`);
    else settings[name] = value;
  }
  if (problems.length === 0) return settings as SettingsOf<T>;
  throw secretError(`the options of ${kind} need attention: ${problems.join('; ')}.`, {
    code: 'INVALID_ARGUMENT',
    provider: kind,
    operation: 'create',
  });
}

/** One row of a README table, or one question of a setup dialogue. */
export interface OptionRow {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly secret: boolean;
  readonly env?: string;
  readonly default?: string;
  readonly example?: string;
  readonly description: string;
}

/** Describes a table for documentation and for setup questions, in the order of the table. */
export function describeOptions(table: OptionTable): readonly OptionRow[] {
  return Object.entries(table).map(([name, entry]) => ({
    name,
    type: entry.choices?.map((choice) => `'${choice}'`).join(' or ') ?? entry.type,
    required: !entry.optional && entry.default === undefined,
    secret: entry.secret === true,
    ...(entry.env !== undefined && { env: entry.env }),
    ...(entry.default !== undefined && { default: String(entry.default) }),
    ...(entry.example !== undefined && { example: entry.example }),
    description: entry.description,
  }));
}

function fromEnvironment(entry: OptionEntry, env: Environment): string | undefined {
  const value = entry.env === undefined ? undefined : env[entry.env];
  return value === '' ? undefined : value;
}

function coerce({ type, choices }: OptionEntry, given: unknown): unknown {
  switch (type) {
    case 'text':
      return typeof given === 'string' && (!choices || choices.includes(given)) ? given : undefined;
    case 'number': {
      const value = typeof given === 'string' && given.trim() !== '' ? Number(given) : given;
      return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
    }
    case 'boolean':
      return new Map([
        ['true', true],
        ['false', false],
      ]).get(String(given));
    case 'list':
      if (typeof given === 'string')
        return given
          .split(',')
          .map((item) => item.trim())
          .filter((item) => item !== '');
      return Array.isArray(given) && given.every((item) => typeof item === 'string') ? given : undefined;
    case 'record':
      return isObject(given) && Object.values(given).every((item) => typeof item === 'string') ? given : undefined;
    case 'object':
      return isObject(given) || typeof given === 'function' ? given : undefined;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function expected({ type, choices }: OptionEntry): string {
  if (choices) return `one of ${choices.join(', ')}`;
  return {
    text: 'text',
    number: 'a number',
    boolean: 'true or false',
    list: 'a list of texts',
    record: 'a map of texts',
    object: 'an object or a function',
  }[type];
}

function missing(name: string, { env, example }: OptionEntry): string {
  const hint = example === undefined ? '' : `, for example ${example}`;
  return env === undefined ? `"${name}" is required${hint}` : `"${name}" is required${hint}: give it, or set ${env}`;
}

// Read through globalThis, so that the package also loads where there is no `process`.
function processEnvironment(): Environment {
  return (globalThis as { process?: { env?: Environment } }).process?.env ?? {};
}
