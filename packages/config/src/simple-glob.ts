const simpleSegment = /^(?:\*\*|\*?[\w.-]*|[\w.-]+\*[\w.-]*)$/;
const dots = /^\.*$/;

/** A glob as what a walk needs: where to start, and what to accept below. */
export interface SimpleGlob {
  readonly base: string;
  readonly expression: RegExp;
}

/**
 * A glob of words, `*` and at most two `**`, as nearly all are: an expression of a few characters, where a library, run cold, takes
 * milliseconds. `undefined` for any other: with more of them the time for a deep path would grow with their number as exponent. Only line
 * breaks in the names of files may make a difference.
 */
export function simpleGlob(pattern: string): SimpleGlob | undefined {
  const segments = pattern.split('/');
  const odd = (segment: string, index: number): boolean =>
    !simpleSegment.test(segment) || dots.test(segment) || (segment === '**' && segments[index + 1] === '**');
  const anyDepth = segments.filter((segment) => segment === '**').length;
  if (segments.some(odd) || anyDepth > 2 || pattern === '**') return undefined;
  const parts = segments.map((segment, index) => {
    const last = index === segments.length - 1;
    // Behind what does not end in a star, `/**` also means that itself.
    if (segment === '**') return !last ? '(?:.*/)?' : segments[index - 1]?.endsWith('*') ? '/.*' : '(?:/.*)?';
    const text = segment.replaceAll('.', '\\.').replace('*', segment === '*' ? '[^/]+' : '[^/]*');
    return last || (segments[index + 1] === '**' && index + 2 === segments.length) ? text : `${text}/`;
  });
  const words = segments.findIndex((segment) => segment.includes('*'));
  return {
    base: segments.slice(0, words === -1 ? undefined : words).join('/'),
    expression: new RegExp(`^${parts.join('')}$`),
  };
}
