// The code of a README.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './run-command.mjs';

/**
 * The fenced blocks marked `js`; those marked `js part` need surroundings and only illustrate.
 *
 * @param {string} readme
 * @param {string} text
 */
export function snippetsOf(readme, text) {
  return [...text.matchAll(/^```js\n([\s\S]*?)^```/gm)].map((match) => {
    const [, code] = match;
    return {
      place: `${readme}:${text.slice(0, match.index).split('\n').length}`,
      code,
      expected: [...code.matchAll(/console\.log\(.*\);? *\/\/ (.*)$/gm)].map(([, said]) => said.trim()),
    };
  });
}

/**
 * The first block of shell commands below a heading of the second level; `undefined` where there is none.
 *
 * @param {string} heading
 * @param {string} text of a README
 */
export function commandsUnder(heading, text) {
  const [, below = ''] = text.split(`\n## ${heading}\n`);
  const [section] = below.split('\n## ');
  return /^```sh\n([\s\S]*?)^```/m.exec(section)?.[1];
}

/**
 * Runs a snippet and compares what it prints with what its comments say.
 *
 * @param {string} node
 * @param {ReturnType<typeof snippetsOf>[number]} snippet
 * @param {string} cwd
 * @returns {Promise<string | undefined>} what is wrong
 */
export async function runSnippet(node, { place, code, expected }, cwd) {
  writeFileSync(join(cwd, 'snippet.mjs'), code);
  const env = { PATH: process.env.PATH, HOME: cwd };
  const { ok, stdout, output } = await runCommand(node, ['snippet.mjs'], { cwd, env, timeoutMs: 30_000 });
  if (!ok) return `${place} fails\n${output}`;
  const printed = stdout.trimEnd().split('\n').join(' | ');
  if (expected.length === 0 || printed === expected.join(' | ')) return undefined;
  return `${place} prints ${printed}, and says ${expected.join(' | ')}`;
}
