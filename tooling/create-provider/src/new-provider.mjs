import { fileURLToPath } from 'node:url';
import { help, readArguments } from './arguments.mjs';
import { finish } from './finish.mjs';
import { ask, withDefaults } from './questions.mjs';
import { registrations } from './registrations.mjs';
import { remainsOf } from './remains.mjs';
import { checkId, checkWish } from './repository.mjs';
import { renderTemplate } from './template.mjs';
import { UsageError } from './usage-error.mjs';
import { writeAll } from './write-all.mjs';

const templates = fileURLToPath(new URL('..', import.meta.url));

/**
 * The command, with the world as arguments.
 *
 * @param {string[]} argv
 * @param {{ root: string, input: NodeJS.ReadableStream & { isTTY?: boolean }, output: NodeJS.WritableStream,
 *   log: (line: string) => void, complain: (line: string) => void, complete?: typeof finish }} world
 * @returns {Promise<number>} the exit code
 */
export async function newProvider(argv, { root, input, output, log, complain, complete = finish }) {
  try {
    const wish = readArguments(argv);
    if (wish === 'help') {
      log(help);
      return 0;
    }
    // Before the other questions are asked.
    if (wish.id !== undefined) checkId(root, wish.id);
    const provider = await checkWish(root, input.isTTY ? await ask(wish, { input, output }) : withDefaults(wish));
    writeAll(root, { ...renderTemplate(provider, templates), ...registrations(root, provider) });
    log(`written: packages/providers/${provider.id}`);
    const problem = complete(root, provider, log);
    log(problem ? `Everything is written, and this step failed. Repeat it, then \`npm test\`.\n${problem}` : remainsOf(provider));
    return problem ? 1 : 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    complain(error.message);
    return 2;
  }
}
