import { setTimeout as wait } from 'node:timers/promises';
import { codeOf, type FileCall, refusal, whatIsUnfit } from './file-error.js';
import type { FileSystem } from './file-system.js';
import { keepOnExit, persistently, removeFile, removeOnExit } from './leftovers.js';
import { isGone, type LockOwner, randomToken, readOwner, thisProcess } from './lock-owner.js';
import { type SideFiles, sideFiles } from './side-files.js';
import { closing, writeAll } from './write-durably.js';

/** How a lock is waited for. */
export interface LockOptions extends FileCall {
  readonly files: FileSystem;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** A wish to hold the lock: its text lies in a file of its own, ready to be linked into place. */
interface Claim {
  readonly file: string;
  readonly owner: LockOwner;
}

// Short enough that a free lock is taken soon, long enough that hundreds of waiters leave the holder some processor time.
const pauseMs = { first: 4, growth: 1.5, most: 80 };
// Looking after the holder costs several calls, so not at each attempt.
const lookAfterMs = 400;

/**
 * Runs something while holding the lock of a file, and nobody else on any host that sees the folder does so meanwhile.
 *
 * @throws `CONFLICT` after `timeoutMs`, naming the holder.
 */
export async function withLock<T>(target: string, options: LockOptions, run: () => Promise<T>): Promise<T> {
  const { files, signal } = options;
  const side = sideFiles(target);
  const claim: Claim = { file: await side.temporary('lock'), owner: { ...(await thisProcess()), token: randomToken() } };
  await writeClaim(files, claim.file, claim.owner);
  try {
    await waitInLine(target, side, claim, options);
  } catch (error) {
    await removeFile(files, claim.file);
    const unfit = whatIsUnfit(error);
    if (unfit === undefined) throw error;
    const message = `cannot write ${target}: its lock ${side.lock} ${unfit}. Remove it by hand.`;
    throw refusal(message, 'INVALID_CONFIG', target, options);
  }
  removeOnExit(side.lock);
  try {
    await removeFile(files, claim.file);
    signal?.throwIfAborted();
    return await run();
  } finally {
    await release(files, side.lock, claim.owner);
  }
}

async function waitInLine(target: string, side: SideFiles, claim: Claim, options: LockOptions): Promise<void> {
  const { files, signal } = options;
  const deadline = performance.now() + options.timeoutMs;
  let lookAt = 0;
  for (let attempt = 0; ; attempt += 1) {
    if (await place(files, claim, side.lock)) return;
    const now = performance.now();
    const late = now >= deadline;
    if (late || now >= lookAt) {
      const holder = await readOwner(files, side.lock);
      // Network file systems repeat a request whose answer was lost, and then report that our own link exists.
      if (holder?.token === claim.owner.token) return;
      const gone = holder !== undefined && (await isGone(holder));
      if (gone) await breakLock(files, side, side.lock, holder, claim);
      if (late && !(gone && attempt === 0)) throw await conflict(target, side.lock, holder, options);
      lookAt = gone ? now : now + lookAfterMs;
      if (gone) continue;
    }
    await pause(attempt, deadline - now, signal);
  }
}

async function pause(attempt: number, leftMs: number, signal: AbortSignal | undefined): Promise<void> {
  const { first, growth, most } = pauseMs;
  const ms = Math.min(first * growth ** attempt, most) * (0.5 + Math.random());
  await wait(Math.min(ms, leftMs + 1), undefined, { signal });
}

async function writeClaim(files: FileSystem, path: string, owner: LockOwner): Promise<void> {
  // Readable by all, so that whoever waits can see for whom.
  const file = await files.open(path, 'wx', 0o644);
  removeOnExit(path);
  try {
    await closing(file, () => writeAll(file, new TextEncoder().encode(`${JSON.stringify(owner)}\n`)));
  } catch (error) {
    await removeFile(files, path);
    throw error;
  }
}

// File systems without hard links, FAT for instance.
const noLinks = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'];

/**
 * Puts a claim in a place that only one can have. A link appears with its text in it, where a file that is created and then written
 * would stay behind empty if its writer died in between, and nobody could tell whose it was.
 */
async function place(files: FileSystem, claim: Claim, path: string): Promise<boolean> {
  try {
    await files.link(claim.file, path).catch((error: unknown) => {
      if (noLinks.includes(codeOf(error) ?? '')) return writeClaim(files, path, claim.owner);
      throw error;
    });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Removes a lock whose holder has ended. Exactly one process does so: another one, late with the same proof, would remove the lock of
 * whoever came next. The breaker's own lock is named after the token that it breaks, so it too can be broken in the same way, and one
 * that stays behind is in nobody's way.
 */
async function breakLock(files: FileSystem, side: SideFiles, path: string, stale: LockOwner, claim: Claim): Promise<void> {
  const breaker = side.breaker(stale.token);
  if (await place(files, claim, breaker)) {
    try {
      if ((await readOwner(files, path))?.token === stale.token) await removeFile(files, path);
    } finally {
      await removeFile(files, breaker);
    }
    return;
  }
  const other = await readOwner(files, breaker);
  if (other && (await isGone(other))) await breakLock(files, side, breaker, other, claim);
  else await wait(pauseMs.first);
}

/** Not what has become somebody else's, after the lock was removed by hand. */
async function release(files: FileSystem, lock: string, owner: LockOwner): Promise<void> {
  const holder = await persistently(() => readOwner(files, lock));
  if (holder === undefined || holder.token === owner.token) await removeFile(files, lock);
  else keepOnExit(lock);
}

async function conflict(target: string, lock: string, holder: LockOwner | undefined, options: LockOptions): Promise<Error> {
  const { machine } = await thisProcess();
  const who = holder ? `process ${holder.pid} on ${holder.host}` : 'an unknown process';
  const here = holder?.machine === machine;
  const advice = here
    ? 'Wait for it to end, then try again.'
    : `Whether it still runs cannot be seen from here: when you are sure that it does not, remove ${lock} by hand.`;
  return refusal(`${target} is locked by ${who}. ${advice}`, 'CONFLICT', target, options);
}
