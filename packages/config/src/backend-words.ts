import type { SecretError } from '@keyrack/core';
import { originalError, secretError } from '@keyrack/core/provider';
import type { Backend } from './backend.js';
import { nameInFile } from './provider-options.js';

/** Says what a provider says about itself in the words of the configuration. */
export interface BackendWords {
  /** What was thrown by a call: its options by their names in the file, and its address when it cannot be reached. */
  ofCall(error: SecretError): SecretError;
  /** What the factory said of its options, which it quotes in two ways. */
  ofCreation(message: string): string;
}

/** Makes the {@link BackendWords} of one backend; `known` are the names of its options in the library. */
export function createBackendWords(
  backend: Backend,
  known: readonly string[] = [],
  given: Readonly<Record<string, unknown>> = {},
): BackendWords {
  const host = hostIn(given);

  function rephrased(message: string, quoted: RegExp): string {
    let place = ` of ${placeOf(backend)}`;
    return message.replaceAll(quoted, (whole, name: string) => {
      if (!known.includes(name)) return whole;
      const option = `${backend.origin === 'vault' ? 'spec' : 'options'}.${nameInFile(backend.kind, name, backend.options())}${place}`;
      place = '';
      return option;
    });
  }

  return {
    ofCreation: (message) => rephrased(message, /[`"](\w+)[`"]/g),
    ofCall(error) {
      const { code, provider, operation, target, retryable } = error;
      // Secrets stand in double quotes, and may be called like an option.
      const text = rephrased(error.message, /`(\w+)`/g);
      const unreached = (code === 'UNAVAILABLE' || code === 'TIMEOUT') && host !== undefined && !text.includes(host);
      const message = unreached ? `${text} The address is ${host}.` : text;
      if (message === error.message) return error;
      return secretError(message, { code, provider, operation, target, retryable, original: originalError(error) });
    },
  };
}

function placeOf({ name, kind, origin, position }: Backend): string {
  if (position === undefined) return `an entry for ${kind} under secrets.backends`;
  return `${origin} ${name} in ${position.file}:${position.line}`;
}

// The host alone: a URL may carry a login, and more.
function hostIn(options: Readonly<Record<string, unknown>>): string | undefined {
  for (const value of Object.values(options)) {
    if (typeof value === 'string' && /^https?:/.test(value) && URL.canParse(value)) return new URL(value).host;
  }
  return undefined;
}
