import { type ErrorCode, statusOf } from './secret-error.js';

/** What a table says of a native error: its code, and what to tell people where the code alone says too little. */
export type TableEntry = ErrorCode | readonly [code: ErrorCode, advice: string];

/** What a native error means, and whether it is a certificate that stands in the way. */
export interface NativeMeaning {
  readonly code: ErrorCode;
  readonly advice?: string | undefined;
  /** Which host it is about, with its port, when the connection has failed. */
  readonly host?: string | undefined;
  readonly untrusted: boolean;
}

const stranger = 'failed: what answered is not the backend. Look at its address and at proxies.';

// Names of any mistake: they say less than the status of the answer in which it was found.
const generic = ['Error', 'SyntaxError', 'TypeError'];

// 400, 404 and 409 mean something else with each backend; 404 of a wrong URL, above all, is no absent secret.
const statuses: Readonly<Record<number, ErrorCode>> = {
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  429: 'RATE_LIMITED',
};

// https://nodejs.org/api/errors.html#common-system-errors, and the codes of undici: https://undici.nodejs.org/#/docs/api/Errors
const connection =
  /^(ECONN(REFUSED|RESET|ABORTED)|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|E(HOST|NET)UNREACH|UND_ERR_(SOCKET|\w+_TIMEOUT))$/;
// https://nodejs.org/api/tls.html#x509-certificate-error-codes
const certificate = /CERT|LEAF_SIGNATURE|HOSTNAME_MISMATCH/;
const handshake = /^(EPROTO|ERR_(SSL|TLS)_\w+)$/;

/** Interprets a native error: by the table of its backend first, then by what statuses and connections mean everywhere. */
export function nativeMeaning(
  error: unknown,
  table: ReadonlyMap<string, TableEntry>,
  keysOf: (error: object) => readonly unknown[] = () => [],
): NativeMeaning {
  if (typeof error !== 'object' || error === null) return { code: 'UNKNOWN', untrusted: false };
  const { name, code, cause } = error as { name?: unknown; code?: unknown; cause?: { code?: unknown } | null };
  const status = statusOf(error);
  const keys = [...keysOf(error), generic.includes(keyOf(name)) ? '' : name, code, status].map(keyOf);
  const named = keys.map((key) => table.get(key)).find((found) => found !== undefined) ?? meaningOfStatus(status);
  if (named) return meaningOf(named);
  // What answered is not the backend: that is no word about a secret.
  if (name === 'ForeignAnswer' || status === 404) return meaningOf(['UNAVAILABLE', stranger]);
  // `fetch` says TypeError, and what happened in its cause.
  for (const key of [code, cause?.code].map(keyOf)) {
    if (certificate.test(key)) return { code: 'UNAVAILABLE', untrusted: true, host: hostOf(error) };
    if (connection.test(key) || handshake.test(key)) return { code: 'UNAVAILABLE', ...unreachable(error, key) };
  }
  return meaningOf(table.get(keyOf(name)) ?? (name === 'TimeoutError' ? 'TIMEOUT' : 'UNKNOWN'));
}

function unreachable(error: object, code: string): Omit<NativeMeaning, 'code'> {
  const host = hostOf(error);
  const advice = `failed: ${host} is out of reach (${code}). Look at the address and the network, or try again later.`;
  return host === undefined ? { untrusted: false } : { untrusted: false, host, advice };
}

// Nothing but the characters of a host: with these no login, path or query comes along.
const plainHost = /^[\w.:-]{1,253}$/;

/** The host of a failed connection: of the error itself, of the first of several tries, or of the cause of `fetch`. */
function hostOf(error: object): string | undefined {
  const { hostname, host, address, port, errors, cause } = error as Readonly<Record<string, unknown>>;
  const name = [hostname, host, address].find((text): text is string => typeof text === 'string' && plainHost.test(text));
  if (name === undefined) {
    const inner: unknown = Array.isArray(errors) ? errors[0] : cause;
    return typeof inner === 'object' && inner !== null && inner !== error ? hostOf(inner) : undefined;
  }
  if (typeof port !== 'number') return name;
  return name.includes(':') ? `[${name}]:${port}` : `${name}:${port}`;
}

function meaningOf(entry: TableEntry): NativeMeaning {
  const [code, advice] = typeof entry === 'string' ? [entry] : entry;
  return { code, advice, untrusted: false };
}

function keyOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

const elsewhere = 'failed: the answer sends elsewhere, and is not followed. Look at the address of the backend and at proxies.';

function meaningOfStatus(status: number | undefined): TableEntry | undefined {
  if (status === undefined) return undefined;
  if (status >= 300 && status < 400) return ['UNAVAILABLE', elsewhere];
  return status >= 500 && status < 600 ? 'UNAVAILABLE' : statuses[status];
}
