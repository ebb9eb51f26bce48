/// <reference path="./picomatch.d.ts" />
// Loaded when a glob is more than words and stars.
import picomatch from 'picomatch';

/** The fixed part before the first wildcard. */
export const globBase = (pattern: string): string => picomatch.scan(pattern).base;

/** A test for paths; names that begin with a dot are names like others. */
export const globMatcher = (pattern: string): ((path: string) => boolean) => picomatch(pattern, { dot: true });
