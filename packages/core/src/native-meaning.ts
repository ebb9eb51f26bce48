import { type ErrorCode, statusOf } from './secret-error.js';

/** What a table says of a native error: its code, and what to tell people where the code alone says too little. */
export type TableEntry = ErrorCode | readonly [code: ErrorCode, advice: string];

/** What a native error means, and whether it is a certificate that stands in the way. */
export interface NativeMeaning {
  readonly code: ErrorCode;
  readonly advice?: string | undefined;
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
    if (certificate.test(key)) return { code: 'UNAVAILABLE', untrusted: true };
    if (connection.test(key) || handshake.test(key)) return { code: 'UNAVAILABLE', untrusted: false };
  }
  return meaningOf(table.get(keyOf(name)) ?? (name === 'TimeoutError' ? 'TIMEOUT' : 'UNKNOWN'));
}

function meaningOf(entry: TableEntry): NativeMeaning {
  const [code, advice] = typeof entry === 'string' ? [entry] : entry;
  return { code, advice, untrusted: false };
}

function keyOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function meaningOfStatus(status: number | undefined): ErrorCode | undefined {
  if (status === undefined) return undefined;
  return status >= 500 && status < 600 ? 'UNAVAILABLE' : statuses[status];
}
