import { type BatchEntry, type SecretProvider, type SecretRecord, wrapProvider } from '@keyrack/core/provider';

/** The kinds in which Atmos keeps text that it encodes or decodes itself; elsewhere a string is a string. */
const textKinds: ReadonlySet<string> = new Set([
  'aws/ssm',
  'aws/asm',
  'azure/keyvault',
  'gcp/secretmanager',
  'keychain',
  'github/actions',
]);

// Parameter Store takes no empty value, and Atmos writes these two characters for one.
const emptyAsLiteral: ReadonlySet<string> = new Set(['aws/ssm']);

const stored = new WeakMap<SecretProvider, SecretProvider>();

/**
 * Puts the rules of Atmos for text around a provider: a JSON string literal in the backend stands for its content, an object or
 * array counts as structured, and any other text is the value as it is. Other kinds are returned as they are.
 */
export function withTextEncoding(inner: SecretProvider): SecretProvider {
  if (!textKinds.has(inner.kind)) return inner;
  const emptyValue = inner.limits.emptyValue || emptyAsLiteral.has(inner.kind);
  const encode = (value: string): string => (value === '' && emptyAsLiteral.has(inner.kind) ? '""' : encodeText(value));
  const outer = wrapProvider(inner, {
    limits: (limits) => ({ ...limits, emptyValue }),
    get: (next) => async (address, options) => {
      const record = await next(address, options);
      return record && decodeRecord(inner.kind, record);
    },
    getMany: (next) => async (addresses, options) =>
      (await next(addresses, options)).map((entry) => decodeEntry(inner.kind, entry)),
    set: (next) => (address, value, options) => next(address, encode(value), options),
  });
  stored.set(outer, inner);
  return outer;
}

/** The provider without the rules of {@link withTextEncoding}: it reads what is stored, byte for byte. */
export function withoutTextEncoding(provider: SecretProvider): SecretProvider {
  return stored.get(provider) ?? provider;
}

/**
 * The text that stands for a value: itself, unless it looks like a JSON string and would come back as its content.
 *
 * @example
 * encodeText('plain'); // plain
 */
export function encodeText(value: string): string {
  // What is not well-formed is for the provider to refuse, so it may not hide behind escapes.
  return value.isWellFormed() && literalContent(value) !== undefined ? JSON.stringify(value) : value;
}

/**
 * The value that a stored text stands for.
 *
 * @example
 * decodeText('"quoted by an older Atmos"'); // quoted by an older Atmos
 */
export function decodeText(text: string): string {
  const content = literalContent(text);
  return content?.isWellFormed() ? content : text;
}

/** A record of a kind as {@link withTextEncoding} hands it on. */
export function decodeRecord(kind: string, record: SecretRecord): SecretRecord {
  if (record.encoding !== undefined || !textKinds.has(kind)) return record;
  if (isStructured(record.value)) return { ...record, encoding: 'json' };
  return { ...record, value: decodeText(record.value) };
}

function decodeEntry(kind: string, entry: BatchEntry): BatchEntry {
  return 'record' in entry ? { record: decodeRecord(kind, entry.record) } : entry;
}

function literalContent(text: string): string | undefined {
  if (text.length < 2 || !text.startsWith('"') || !text.endsWith('"')) return undefined;
  const content = parsed(text);
  return typeof content === 'string' ? content : undefined;
}

function isStructured(text: string): boolean {
  return /^\s*[[{]/.test(text) && parsed(text) !== undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
