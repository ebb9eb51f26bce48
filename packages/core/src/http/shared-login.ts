import { abortable } from '../abort.js';
import { isSecretError } from '../secret-error.js';

/** A login as a backend grants it. */
export interface Login {
  /** What requests carry. */
  readonly token: string;
  /** Milliseconds that it lasts from now on. Left out: until it is refused. */
  readonly expiresInMs?: number | undefined;
}

/** How a login comes about. */
export interface SharedLoginOptions {
  /** Logs in. Its signal is never that of one caller, since others wait for the same login. */
  readonly login: (signal: AbortSignal) => Promise<Login>;
  /** Milliseconds before its end at which a login is renewed. Default: a tenth of its life, at most 60,000. */
  readonly earlyMs?: number | undefined;
  /** Default: the clock of the process, in milliseconds. */
  readonly now?: (() => number) | undefined;
}

/** One login for all calls of a provider instance. */
export interface SharedLogin {
  /** Runs a call with a token. One that is refused as `UNAUTHENTICATED` is made once more with a new login. */
  run<T>(signal: AbortSignal, call: (token: string) => Promise<T>): Promise<T>;
}

// A login that takes longer than this, in milliseconds, has failed.
const longestMs = 30_000;

interface Held {
  readonly token: string;
  readonly until: number;
}

/**
 * Makes a {@link SharedLogin}: callers of one moment share a login, it is renewed before it ends, and a failure is forgotten.
 *
 * @example
 * const login = createSharedLogin({ login: async (signal) => ({ token: await askForToken(signal), expiresInMs: 3_600_000 }) });
 * const answer = await login.run(signal, (token) => request({ path, headers: { authorization: `Bearer ${token}` }, signal }));
 */
export function createSharedLogin({ login, earlyMs, now = () => performance.now() }: SharedLoginOptions): SharedLogin {
  let held: Held | undefined;
  let pending: Promise<Held> | undefined;

  async function fresh(): Promise<Held> {
    const until = AbortSignal.timeout(longestMs);
    const { token, expiresInMs = Number.POSITIVE_INFINITY } = await abortable(until, () => login(until));
    // A login that is over before it begins would be made anew for each call.
    const early = Math.min(earlyMs ?? 60_000, earlyMs === undefined ? expiresInMs / 10 : expiresInMs / 2);
    held = { token, until: now() + expiresInMs - early };
    return held;
  }

  async function current(signal: AbortSignal): Promise<Held> {
    if (held && held.until > now()) return held;
    pending ??= fresh().finally(() => {
      pending = undefined;
    });
    const shared = pending;
    // Whoever gives up meanwhile hears nothing of a failure, and it may be that nobody waits any more.
    shared.catch(() => undefined);
    return abortable(signal, () => shared);
  }

  return {
    async run(signal, call) {
      const first = await current(signal);
      try {
        return await call(first.token);
      } catch (error) {
        if (!isRefusal(error)) throw error;
        // Somebody else may have renewed it meanwhile.
        if (held === first) held = undefined;
        const second = await current(signal);
        return call(second.token);
      }
    },
  };
}

function isRefusal(error: unknown): boolean {
  if (isSecretError(error)) return error.code === 'UNAUTHENTICATED';
  return typeof error === 'object' && error !== null && (error as { readonly status?: unknown }).status === 401;
}
