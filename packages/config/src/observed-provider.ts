import { isSecretError, type SecretError, type SecretProvider } from '@keyrack/core';
import { type BatchEntry, type ErrorSummary, type ProviderCall, type StatusEntry, wrapProvider } from '@keyrack/core/provider';
import type { BackendWords } from './backend-words.js';
import type { BackendCall } from './open-project-options.js';

/** What stands around the provider of a backend in a project. */
export interface ObservedProviderOptions {
  /** Name of the backend in listings. */
  readonly label: string;
  readonly words: BackendWords;
  readonly observe: ((call: BackendCall) => void) | undefined;
}

/** Puts the words of the configuration and an observer around a provider. */
export function observedProvider(inner: SecretProvider, { label, words, observe }: ObservedProviderOptions): SecretProvider {
  function tell({ kind, operation, addresses }: ProviderCall, start: number, error: SecretError | undefined): void {
    if (operation === 'close') return;
    const ms = Math.round(performance.now() - start);
    observe?.({ backend: label, kind, operation, names: addresses.length, ms, ...(error && { failure: failureOf(error) }) });
  }

  return wrapProvider(inner, {
    async around<T>(call: ProviderCall, next: () => Promise<T>): Promise<T> {
      const start = performance.now();
      try {
        const result = await next();
        const entries = /Many$/.test(call.operation) ? (result as readonly (BatchEntry | StatusEntry)[]) : [];
        const failed = entries.find((entry) => 'error' in entry);
        tell(call, start, failed?.error);
        return failed ? (entries.map((entry) => worded(entry, words)) as T) : result;
      } catch (error) {
        // An abort has the reason of whoever gave up.
        if (!isSecretError(error)) throw error;
        tell(call, start, error);
        throw words.ofCall(error);
      }
    },
  });
}

function worded(entry: BatchEntry | StatusEntry, words: BackendWords): BatchEntry | StatusEntry {
  return 'error' in entry ? { error: words.ofCall(entry.error) } : entry;
}

function failureOf({ code, cause }: SecretError): NonNullable<BackendCall['failure']> {
  return { code, ...(cause !== undefined && { native: cause as ErrorSummary }) };
}
