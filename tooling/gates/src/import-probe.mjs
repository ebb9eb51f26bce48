// Imports one file in a fresh process, refuses some packages on the way, and prints how long it took.
import { registerHooks } from 'node:module';
import { argv } from 'node:process';
import { pathToFileURL } from 'node:url';

const [, , entry, ...refused] = argv;

registerHooks({
  resolve(specifier, context, next) {
    const name = refused.find((one) => specifier === one || specifier.startsWith(`${one}/`));
    if (name) throw new Error(`loads "${name}" while it is imported`);
    return next(specifier, context);
  },
});

const before = performance.now();
await import(pathToFileURL(entry).href);
console.log((performance.now() - before).toFixed(1));
