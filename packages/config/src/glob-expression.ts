const stars = /\*+/y;
const characterClass = /\[([!^]?)(\]?(?:[^\]\\]|\\[\s\S])*)\]/y;

/** Where in a glob its translation stands. */
interface Place {
  readonly pattern: string;
  readonly at: number;
  /** Whether a segment of the path begins here. */
  readonly starts: boolean;
}

interface Piece {
  readonly expression: string;
  readonly end: number;
}

/**
 * An expression in RE2 syntax for a doublestar glob: `*`, `**`, `?`, `[class]`, `{a,b}` and `\` before a character that means itself.
 * Brackets without their partner mean themselves.
 *
 * @example
 * globExpression('orgs/{a,b}/*.yaml'); // orgs/(?:a|b)/[^/]*\.yaml
 */
export function globExpression(glob: string): string {
  const pattern = glob.replaceAll(/(?<=^|\/)(?:\*\*\/)+(?=\*\*(?:\/|$))/g, '');
  const braces = matchedBraces(pattern);
  const parts: string[] = [];
  // Whether each open brace stands at the beginning of a segment: then so do its choices.
  const open: boolean[] = [];
  let starts = true;
  for (let at = 0; at < pattern.length; ) {
    const letter = pattern[at]!;
    const before: boolean = starts;
    starts = letter === '/';
    if (braces.has(at) && letter === '{') {
      open.push(before);
      starts = before;
      parts.push('(?:');
      at += 1;
    } else if (braces.has(at) && letter === '}') {
      open.pop();
      parts.push(')');
      at += 1;
    } else if (letter === ',' && open.length > 0) {
      starts = open.at(-1)!;
      parts.push('|');
      at += 1;
    } else {
      const { expression, end } = pieceAt({ pattern, at, starts: before });
      starts ||= pattern[end - 1] === '/';
      parts.push(expression);
      at = end;
    }
  }
  return parts.join('');
}

/** The fixed part before the first wildcard. */
export function globBase(pattern: string): string {
  const segments = pattern.split('/');
  const wild = segments.findIndex((segment) => /[*?[\]{}\\]/.test(segment));
  return segments.slice(0, wild === -1 ? undefined : wild).join('/');
}

function pieceAt({ pattern, at, starts }: Place): Piece {
  const letter = pattern[at]!;
  const next = pattern[at + 1];
  if (letter === '*') return starAt({ pattern, at, starts });
  if (letter === '?') return { expression: '[^/]', end: at + 1 };
  if (letter === '\\' && next !== undefined) return { expression: literal(next), end: at + 2 };
  // Behind what does not end in a star, `/**` also means that itself.
  if (letter === '/' && pattern.slice(at) === '/**')
    return { expression: pattern[at - 1] === '*' ? '/(?s:.*)' : '(?:/(?s:.*))?', end: at + 3 };
  characterClass.lastIndex = at;
  const match = letter === '[' ? characterClass.exec(pattern) : null;
  if (match) return { expression: classOf(match[1]!, match[2]!), end: characterClass.lastIndex };
  return { expression: literal(letter), end: at + 1 };
}

function starAt({ pattern, at, starts }: Place): Piece {
  stars.lastIndex = at;
  const run = stars.exec(pattern)![0];
  const end = at + run.length;
  const next = pattern[end];
  const whole = starts && (next === undefined || next === '/' || next === ',' || next === '}');
  if (!whole) return { expression: '[^/]*', end };
  if (run !== '**') return { expression: '[^/]+', end };
  return next === '/' ? { expression: '(?:(?s:.*)/)?', end: end + 1 } : { expression: '(?s:.*)', end };
}

function classOf(negation: string, content: string): string {
  const members = content.replaceAll(/\\([\s\S])|[[\]^&~]/g, (whole, escaped: string = whole) =>
    /\w/.test(escaped) ? escaped : `\\${escaped}`,
  );
  return negation === '' ? `[${members}]` : `[^/${members}]`;
}

function literal(letter: string): string {
  return /[\w/-]/.test(letter) || letter > '\x7f' ? letter : `\\${letter}`;
}

/** Places of the braces that have a partner. */
function matchedBraces(pattern: string): ReadonlySet<number> {
  const open: number[] = [];
  const matched = new Set<number>();
  for (let at = 0; at < pattern.length; at += 1) {
    characterClass.lastIndex = at;
    if (pattern[at] === '\\') at += 1;
    else if (pattern[at] === '[' && characterClass.test(pattern)) at = characterClass.lastIndex - 1;
    else if (pattern[at] === '{') open.push(at);
    else if (pattern[at] === '}') {
      const partner = open.pop();
      if (partner !== undefined) matched.add(partner).add(at);
    }
  }
  return matched;
}
