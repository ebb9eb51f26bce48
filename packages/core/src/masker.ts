/** Masking of known values in text. @packageDocumentation */
import { maskForms, shortestValue } from './mask-forms.js';
import type { Masker } from './masker-interface.js';

export type { Masker, MaskOutcome } from './masker-interface.js';

/** How a {@link Masker} writes. */
interface MaskerOptions {
  /** What stands in place of a value. Default: `<MASKED>`. */
  readonly replacement?: string | undefined;
}

/**
 * Makes a {@link Masker}. Values under 4 bytes, and values that occur inside the replacement, are not masked; `register` says so.
 *
 * @example
 * const masker = createMasker();
 * masker.register('hunter2hunter2');
 * masker.mask('password: hunter2hunter2'); // 'password: <MASKED>'
 */
export function createMasker({ replacement = '<MASKED>' }: MaskerOptions = {}): Masker {
  const forms = new Set<string>();

  return {
    replacement,
    register(value) {
      if (new TextEncoder().encode(value).length < shortestValue) return 'too short';
      if (replacement.includes(value)) return 'part of the replacement';
      for (const form of maskForms(value)) if (!replacement.includes(form)) forms.add(form);
      return 'masked';
    },
    mask(text) {
      const covered = [...forms].flatMap((form) => occurrences(text, form)).sort(([a], [b]) => a - b);
      let masked = '';
      let end = 0;
      for (const [from, to] of covered) {
        // Touching occurrences are one run with one replacement.
        if (from > end || (end === 0 && masked === '')) masked += text.slice(end, from) + replacement;
        end = Math.max(end, to);
      }
      return masked + text.slice(end);
    },
  };
}

function occurrences(text: string, form: string): (readonly [from: number, to: number])[] {
  const found: (readonly [number, number])[] = [];
  for (let at = text.indexOf(form); at !== -1; at = text.indexOf(form, at + 1)) found.push([at, at + form.length]);
  return found;
}
