// Packs every published package for installing it somewhere else, and says how. Build first.
import { rmSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packInto, publishableFolders } from './packed-package.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const folder = join(root, 'dist-packages');

// What an earlier run left may be of a package that is gone.
rmSync(folder, { recursive: true, force: true });
const tarballs = [];
for (const dir of publishableFolders(root)) tarballs.push(await packInto(root, dir, folder));
console.log(`${tarballs.length} packages are in ${relative(root, folder)}: ${tarballs.map((path) => basename(path)).join(', ')}`);
console.log(`Install the command line with:\n\n  npm install --global ${join(folder, 'keyrack.tgz')}\n`);
