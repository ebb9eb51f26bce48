// Imported lazily, under this name: a dynamic import of the package itself would bundle all of it.
export { RE2JS } from 're2js';
