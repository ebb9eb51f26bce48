import { secretError } from './secret-error.js';

/** One step of a path: a name or index, or every element. */
export type PathStep = { readonly name: string } | 'each';

/** What stands between `|` and `//`: a path, a word, or, behind `//` alone, a literal. */
export type PathTerm =
  | { readonly steps: readonly PathStep[] }
  | { readonly word: 'keys' | 'length' }
  | { readonly literal: string | boolean | { readonly number: string } };

/** Stages between `|`, each of which holds the alternatives between `//`. */
export type PathExpression = readonly (readonly PathTerm[])[];

const blanks = '[ \\n]*';
// The words, steps and literals of yq that mean the same in every place: https://mikefarah.gitbook.io/yq/operators/traverse-read
const text = '"((?:[^"\\\\]|\\\\["\\\\nrt])*)"';
const patterns = {
  blanks: new RegExp(blanks, 'y'),
  // The closing quote or bracket ends a name. A bare name goes on to the next blank in yq, `//` included.
  bracket: new RegExp(`\\.?\\[ *(?:(-?(?:0|[1-9]\\d*))|${text})? *\\]`, 'y'),
  quoted: /\."([^"\\ \n]+)"/y,
  bare: /\.([\p{L}\p{M}\p{N}_$-]+)(?=[ \n.[|]|$)/uy,
  self: /\.(?=[ \n|]|$)/y,
  word: /(keys|length)(?=[ \n|]|$)/y,
  text: new RegExp(`${text}(?=[ \\n|]|$)`, 'y'),
  number: /((?!-0(?!\.))-?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?)(?=[ \n|]|$)/y,
  truth: /(true|false)(?=[ \n|]|$)/y,
  otherwise: /\/\//y,
  pipe: /\|/y,
} satisfies Record<string, RegExp>;

/**
 * Reads a path expression: `.a.b`, `.["odd name"]`, `[0]`, `[-1]`, `[]`, `|`, `keys`, `length`, and `//` with a path or literal behind it.
 *
 * What it accepts means what it means in yq; everything else is refused.
 *
 * @throws `INVALID_ARGUMENT` with the place of what cannot be read; the expression is not quoted.
 */
export function parsePath(source: string): PathExpression {
  let at = 0;

  function take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    if (match) at = pattern.lastIndex;
    return match ?? undefined;
  }

  function step(): PathStep | undefined {
    const bracket = take(patterns.bracket);
    if (bracket) {
      const [, index, name] = bracket;
      if (name !== undefined) return { name: checked(unescaped(name)) };
      return index === undefined ? 'each' : { name: index };
    }
    const name = (take(patterns.quoted) ?? take(patterns.bare))?.[1];
    return name === undefined ? undefined : { name: checked(name) };
  }

  // In yq these are wildcards, also between quotes, and an empty name is none.
  function checked(name: string): string {
    if (/[*?]|^$/.test(name)) throw refused();
    return name;
  }

  function path(): PathTerm | undefined {
    if (source[at] !== '.') return undefined;
    if (take(patterns.self)) return { steps: [] };
    const steps: PathStep[] = [];
    for (let next = step(); next !== undefined; next = step()) steps.push(next);
    return steps.length === 0 ? undefined : { steps };
  }

  function literal(): PathTerm | undefined {
    const given = take(patterns.text)?.[1];
    if (given !== undefined) return { literal: unescaped(given) };
    const number = take(patterns.number)?.[1];
    if (number !== undefined) return { literal: { number } };
    const truth = take(patterns.truth)?.[1];
    return truth === undefined ? undefined : { literal: truth === 'true' };
  }

  function stage(): readonly PathTerm[] {
    const word = take(patterns.word)?.[1];
    if (word !== undefined) return [{ word: word as 'keys' | 'length' }];
    const terms = [path()];
    for (take(patterns.blanks); take(patterns.otherwise); take(patterns.blanks)) {
      take(patterns.blanks);
      terms.push(path() ?? literal());
    }
    return terms.map((term) => {
      if (term === undefined) throw refused();
      return term;
    });
  }

  const refused = (): Error =>
    refusal(
      `the path cannot be read from character ${at + 1} on; it may hold .name, .["name"], [0], [], |, //, keys and length, ` +
        'with blanks around | and // alone, and a literal behind // alone',
    );

  const stages: (readonly PathTerm[])[] = [];
  do {
    take(patterns.blanks);
    stages.push(stage());
    take(patterns.blanks);
  } while (take(patterns.pipe));
  if (at < source.length) throw refused();
  return stages;
}

function unescaped(escaped: string): string {
  return JSON.parse(`"${escaped.replaceAll('\n', '\\n')}"`) as string;
}

/** The error for a path that cannot be read or does not fit its value. */
export function refusal(message: string): Error {
  return secretError(`${message}.`, { code: 'INVALID_ARGUMENT', provider: 'core', operation: 'select' });
}
