import { distance } from 'fastest-levenshtein';
import { isAvailable, kindWords } from './store-kinds.js';

/** ` Did you mean X?` for a word that is no kind: the nearest by any of its names, or by what follows the vendor in them. */
export function didYouMeanKind(word: string): string {
  const asked = formsOf(word);
  const forms = kindWords.map(({ word: known, kind }) => ({ kind, ...formsOf(known) }));
  // Whoever names a vendor means that one.
  const ofVendor = forms.some(({ vendor }) => vendor === asked.vendor) ? asked.vendor : undefined;
  const [found] = forms
    .filter(({ vendor }) => ofVendor === undefined || vendor === ofVendor)
    .map((form) => ({ kind: form.kind, apart: apartness(asked, form) }))
    .filter(({ apart }) => apart < Number.POSITIVE_INFINITY)
    .toSorted((a, b) => a.apart - b.apart);
  if (!found) return '';
  return ` Did you mean ${found.kind}${isAvailable(found.kind) ? '' : ', which is not available yet'}?`;
}

interface Forms {
  readonly vendor: string | undefined;
  readonly whole: string;
  readonly thing: string;
}

function formsOf(word: string): Forms {
  // A longer word is none in which somebody has mistyped a letter.
  const [first = '', ...rest] = word.slice(0, 100).toLowerCase().split(/[/-]/);
  const letters = (text: string): string => text.replaceAll(/[^a-z0-9]/g, '');
  const thing = letters(rest.join(''));
  return { vendor: thing === '' ? undefined : first, whole: letters(first) + thing, thing: thing || letters(first) };
}

function apartness(asked: Forms, known: Forms): number {
  if (asked.whole.length > 2 && known.whole.includes(asked.whole))
    return Number(asked.whole !== known.whole && asked.whole !== known.thing);
  return Math.min(mistyped(asked.whole, known.whole), mistyped(asked.thing, known.thing));
}

function mistyped(asked: string, known: string): number {
  const apart = distance(asked, known);
  return apart <= Math.max(1, asked.length / 3) ? apart : Number.POSITIVE_INFINITY;
}
