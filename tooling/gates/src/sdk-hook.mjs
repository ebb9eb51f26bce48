// Preloaded into every process of a suite: SDKs come from the folder KEYRACK_SDKS instead of the one that is installed here.
import { appendFileSync, readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const folder = process.env.KEYRACK_SDKS ?? '';
const manifest = join(folder, 'package.json');
const names = Object.keys(JSON.parse(readFileSync(manifest, 'utf8')).dependencies);
const inside = pathToFileURL(`${folder}/`).href;
const told = new Set();

registerHooks({
  resolve(specifier, context, next) {
    // Test runners resolve by themselves, and ask for the file that they found.
    const name = names.find((sdk) => specifier === sdk || specifier.includes(`/node_modules/${sdk}/`));
    if (name === undefined || context.parentURL?.startsWith(inside)) return next(specifier, context);
    if (!told.has(name)) appendFileSync(join(folder, 'used'), `${name}\n`);
    told.add(name);
    return next(name, { ...context, parentURL: pathToFileURL(manifest).href });
  },
});
