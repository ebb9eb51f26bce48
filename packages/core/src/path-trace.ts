import type { Json } from './exact-json.js';
import { type PathStep, refusal } from './path-expression.js';

/** Watches how the paths on both sides of `//` are followed. */
export interface PathTrace {
  begin(path: { readonly steps: readonly PathStep[] }): void;
  /** A step that leads out of null. */
  intoNull(depth: number): void;
  /** A step to a name or index that the map or list does not have. */
  missed(container: object): void;
  /** The results, if the steps so far have not changed what yq would print. */
  checked(results: readonly Json[]): readonly Json[];
}

/**
 * Makes a {@link PathTrace} for one use of `//`.
 *
 * yq adds what a path does not find to the document that it reads: `.m.x // .m` prints `x: null`, and `.a // .a.b` prints a map
 * although there is no `a`. What depends on that is refused, since nobody means it.
 */
export function createPathTrace(): PathTrace {
  const missed = new Set<unknown>();
  const paths: (readonly string[])[] = [];
  const nulls = new Map<string, { readonly path: number; readonly numbered: boolean }>();

  function begin({ steps }: { readonly steps: readonly PathStep[] }): void {
    const names = steps.map((step) => JSON.stringify(step));
    if (paths.some((other) => isPrefix(other, names) || isPrefix(names, other)))
      throw refusal('the path offers a part of what it offers, too');
    paths.push(names);
  }

  function intoNull(depth: number): void {
    const path = paths.length - 1;
    const names = paths[path] ?? [];
    const place = names.slice(0, depth).join('');
    const numbered = /"each"|"-?\d+"/.test(names[depth] ?? '');
    const before = nulls.get(place);
    if (before && before.path !== path && (before.numbered || numbered))
      throw refusal('the path takes something that is not there for a list and for a map');
    nulls.set(place, { path, numbered: numbered || before?.numbered === true });
  }

  function holdsMissed(value: Json): boolean {
    return typeof value === 'object' && value !== null && (missed.has(value) || Object.values(value).some(holdsMissed));
  }

  return {
    begin,
    intoNull,
    missed: (container) => void missed.add(container),
    checked(results) {
      if (missed.size > 0 && results.some(holdsMissed))
        throw refusal('the path falls back to a map or list in which it looked for something that is not there');
      return results;
    },
  };
}

function isPrefix(shorter: readonly string[], longer: readonly string[]): boolean {
  return shorter.length < longer.length && shorter.every((name, index) => name === longer[index]);
}
