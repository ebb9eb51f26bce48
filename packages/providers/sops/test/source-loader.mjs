// Lets a child process run the TypeScript sources as they are: Node strips the types, and `./x.js` means `./x.ts` here.
// With FORBIDDEN set, a module of that name cannot be loaded.
import { registerHooks } from 'node:module';

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === process.env.FORBIDDEN) throw new Error(`${specifier} was loaded`);
    if (!specifier.startsWith('.') || !specifier.endsWith('.js')) return next(specifier, context);
    try {
      return next(specifier.replace(/\.js$/, '.ts'), context);
    } catch {
      return next(specifier, context);
    }
  },
});
