// Imported lazily, under this name: a dynamic import of the package itself would bundle all of it.
export { Document, isMap, isScalar, isSeq, parseDocument } from 'yaml';
