// Imported lazily, under this name: a dynamic import of the package itself would bundle all of it.
export { CST, isAlias, isCollection, isMap, isScalar, isSeq, Lexer, parseAllDocuments } from 'yaml';
