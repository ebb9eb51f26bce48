// Loaded when the configuration has patterns.
import { RE2JS } from 're2js';

/** A part of a text that is hidden. */
export interface Found {
  readonly 0: string;
  /** There is always one; libraries declare it like this. */
  readonly index?: number | undefined;
}

/** Finds what is hidden in a text, from left to right, and takes no longer than until then, by `performance.now()`. */
export type FindHidden = (text: string, until: number) => Iterable<Found>;

type Warn = (message: string) => void;

/**
 * Prepares the patterns of a configuration, which are in the notation of Go, as Atmos reads them. They run on an engine without
 * backtracking, so that none can hold up what is printed.
 */
export function compilePatterns(patterns: readonly string[], warn: Warn): readonly FindHidden[] {
  let told = false;
  const giveUp = (): void => {
    if (told) return;
    // This comes first, because the warning is masked, too, and would come back here.
    told = true;
    warn('settings.terminal.mask.patterns take too long for a long text; the rest of it is hidden. Write simpler ones.');
  };
  return patterns.flatMap((pattern, index) => {
    try {
      const compiled = RE2JS.compile(pattern);
      return [(text: string, until: number) => patiently(compiled.matchAll(text), text, until, giveUp)];
    } catch {
      // A pattern may describe a secret, or be one, so it is not shown.
      warn(
        `settings.terminal.mask.patterns[${index}] is no regular expression in RE2 syntax and is left out. RE2 has no lookaround and no backreferences.`,
      );
      return [];
    }
  });
}

/**
 * The matches of one pattern. One search takes time in proportion to the text, but an expression can be made to search all of it once
 * more behind each match: when that takes too long, the rest of the text counts for one. Hiding too much is no leak.
 */
function* patiently(matches: Iterable<Found>, text: string, until: number, giveUp: () => void): Iterable<Found> {
  for (const match of matches) {
    yield match;
    if (performance.now() < until) continue;
    giveUp();
    const index = (match.index ?? 0) + match[0].length;
    yield { 0: text.slice(index), index };
    return;
  }
}
