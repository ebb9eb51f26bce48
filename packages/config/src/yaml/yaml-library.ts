// Loaded when a file is not in the plain layout; the names are listed so that a bundle holds nothing else.
export { Composer, isAlias, isScalar, isSeq, Parser } from 'yaml';
