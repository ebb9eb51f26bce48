// Loaded when a glob is more than words and stars. It shares nothing with the rest, which would otherwise be cut in two.
import { RE2JS } from 're2js';
import { globExpression } from './glob-expression.js';

export { globBase } from './glob-expression.js';

/**
 * A test for paths; names that begin with a dot are names like others. It takes time in proportion to the path, whatever the glob:
 * backtracking expressions do not. `undefined` for a glob that is malformed.
 */
export function globMatcher(pattern: string): ((path: string) => boolean) | undefined {
  try {
    const compiled = RE2JS.compile(globExpression(pattern));
    return (path) => compiled.testExact(path);
  } catch {
    return undefined;
  }
}
