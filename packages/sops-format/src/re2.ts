import { SopsFormatError } from './sops-format-error.js';

/**
 * Compiles an expression in RE2 syntax to an unanchored search. JavaScript's own expressions differ in syntax and can be made to run
 * for hours by a hostile file.
 */
export async function compileRe2(pattern: string, setting: string): Promise<(text: string) => boolean> {
  const { RE2JS } = await import('./re2-library.js');
  try {
    const compiled = RE2JS.compile(pattern);
    return (text) => compiled.test(text);
  } catch {
    // The engine's message quotes the pattern, and a pattern from a file is not ours to print.
    throw new SopsFormatError('BAD_RULE', `${setting} is not a regular expression in RE2 syntax`);
  }
}
