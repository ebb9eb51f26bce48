// What the command line left open, asked at a terminal; elsewhere there are defaults.
import { createInterface } from 'node:readline/promises';
import { operations, readOperations } from './arguments.mjs';
import { defaultKind, defaultName } from './spellings.mjs';
import { UsageError } from './usage-error.mjs';

/** What most backends can do. */
const usual = operations.filter((name) => !['statusMany', 'versions', 'rollback', 'close'].includes(name));

/**
 * @param {import('./arguments.mjs').Wish} wish
 * @returns {import('./arguments.mjs').Wish} with nothing left open but the id
 */
export function withDefaults({ id = '', ...wish }) {
  return {
    id,
    kind: wish.kind ?? defaultKind(id),
    name: wish.name ?? defaultName(id),
    flavour: wish.flavour ?? 'fetch',
    sdk: wish.sdk,
    operations: wish.operations ?? usual,
  };
}

/**
 * @param {import('./arguments.mjs').Wish} wish
 * @param {{ input: NodeJS.ReadableStream, output: NodeJS.WritableStream }} terminal
 */
export async function ask(wish, { input, output }) {
  const lines = createInterface({ input, output });
  // A question that is pending when its input ends is never answered.
  const left = new Promise((_, reject) => {
    lines.once('close', () => reject(new UsageError('the questions were left open, so nothing was written.')));
  });
  left.catch(() => undefined);
  const answer = async (question, usually) => {
    const given = await Promise.race([lines.question(`${question}${usually && ` [${usually}]`}: `), left]);
    return given.trim() || usually;
  };
  try {
    const id = wish.id ?? (await answer('Id, which is also the folder and the package', ''));
    const kind = wish.kind ?? (await answer('Kind, as configuration files say it', defaultKind(id)));
    const name = wish.name ?? (await answer('Name of the backend for people', defaultName(id)));
    const by = wish.flavour ?? (await answer('Reached by fetch, by an sdk, or a file', 'fetch'));
    if (by !== 'fetch' && by !== 'sdk' && by !== 'file') throw new UsageError(`"${by}" is none of fetch, sdk, file.`);
    const sdk = wish.sdk ?? (by === 'sdk' ? await answer('Package of the SDK, with its range: name@^1.2.3', '') : undefined);
    const planned = wish.operations ?? readOperations(await answer('Operations besides get', usual.join(',')));
    return { id, kind, name, flavour: by, sdk, operations: planned };
  } finally {
    lines.close();
  }
}
