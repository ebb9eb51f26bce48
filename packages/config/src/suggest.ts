import { closest, distance } from 'fastest-levenshtein';

const longestName = 200;

/** The known name nearest to a mistyped one, unless none is near. Case alone makes no distance. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  // The time for two names grows with the product of their lengths, and long ones are not mistyped.
  const similar = known.filter(({ length }) => Math.abs(length - name.length) <= Math.max(2, name.length / 3));
  if (similar.length === 0 || name.length > longestName) return undefined;
  const [typed, lower] = [name.toLowerCase(), similar.map((each) => each.toLowerCase())];
  const found = closest(typed, lower);
  return distance(typed, found) <= Math.max(2, name.length / 3) ? similar[lower.indexOf(found)] : undefined;
}

/** How many letters of two names differ; upper and lower case are one. */
export function distanceOf(one: string, other: string): number {
  // Without this bound, the time for long names grows with the product of their lengths.
  const lengths = Math.abs(one.length - other.length);
  return lengths > longestName ? lengths : distance(one.toLowerCase(), other.toLowerCase());
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
