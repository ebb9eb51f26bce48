import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Writes every file or, when one of them fails, none: what was there is put back, what was not there is removed.
 *
 * @param {string} root
 * @param {Record<string, string>} files
 */
export function writeAll(root, files) {
  /** @type {(() => void)[]} */
  const undo = [];
  try {
    for (const [path, text] of Object.entries(files)) {
      const target = join(root, path);
      undo.push(undoing(target));
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, text);
    }
  } catch (error) {
    for (const step of undo.reverse()) step();
    throw error;
  }
}

function undoing(target) {
  if (existsSync(target)) {
    const before = readFileSync(target);
    return () => writeFileSync(target, before);
  }
  // The folder that has to be made goes too.
  let made = target;
  while (!existsSync(dirname(made))) made = dirname(made);
  return () => rmSync(made, { recursive: true, force: true });
}
