/** Texts of `NAME=value` lines: one reader and one writer for every part of keyrack. @packageDocumentation */
export { type DotenvDocument, readDotenv } from './document.js';
export type { DotenvEntry, DotenvFault, DotenvValue } from './entry.js';
export { type DotenvReader, formatDotenvLine, misreadersOf, misreadWarning } from './write-value.js';
