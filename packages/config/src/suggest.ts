import { closest, distance } from 'fastest-levenshtein';

/** The known name nearest to a mistyped one, unless none is near. Case alone makes no distance. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const [typed, lower] = [name.toLowerCase(), known.map((each) => each.toLowerCase())];
  const found = closest(typed, lower);
  return distance(typed, found) <= Math.max(2, name.length / 3) ? known[lower.indexOf(found)] : undefined;
}

/** ` Did you mean X?` for the end of a sentence, or nothing. */
export function didYouMean(name: string, known: readonly string[]): string {
  const found = nearest(name, known);
  return found === undefined ? '' : ` Did you mean ${found}?`;
}

/** A list for a message, cut after a few names. */
export function someOf(names: readonly string[]): string {
  const shown = names.slice(0, 8).join(', ');
  return names.length > 8 ? `${shown} and ${names.length - 8} more` : shown || '(none)';
}
