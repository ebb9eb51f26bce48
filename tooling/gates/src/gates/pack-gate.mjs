// Packs every published package for the gates that follow.
import { pack, publishableFolders } from '../packed-package.mjs';

/** @type {import('../gate.mjs').Gate} */
export async function packGate({ root, scratch, packed, log }) {
  const problems = [];
  for (const dir of publishableFolders(root)) {
    try {
      packed.push(await pack(root, dir, scratch));
      log(`packed ${dir}`);
    } catch (error) {
      problems.push(String(error));
    }
  }
  return problems;
}
