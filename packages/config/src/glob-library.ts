// Loaded when a glob is more than words and stars.
import { RE2JS } from 're2js';
import { configError } from './config-error.js';
import { globExpression } from './glob-expression.js';
import { limits } from './limits.js';

export { globBase } from './glob-expression.js';

/**
 * A test for paths; names that begin with a dot are names like others. It takes time in proportion to the path, whatever the glob:
 * backtracking expressions do not.
 *
 * @throws `INVALID_CONFIG` for a glob that is malformed or very long.
 */
export function globMatcher(pattern: string): (path: string) => boolean {
  if (pattern.length > limits.globCharacters) throw refused(pattern, `has more than ${limits.globCharacters} characters`);
  const compiled = compile(pattern);
  return (path) => compiled.testExact(path);
}

function compile(pattern: string): RE2JS {
  try {
    return RE2JS.compile(globExpression(pattern));
  } catch {
    throw refused(pattern, 'is not understood');
  }
}

function refused(pattern: string, why: string): Error {
  const shown = pattern.length > 60 ? `${pattern.slice(0, 60)}…` : pattern;
  return configError(`the pattern ${shown} ${why}. Look at its brackets, or write several patterns.`, 'read');
}
