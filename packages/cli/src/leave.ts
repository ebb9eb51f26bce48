import { constants } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import type { EndingSignal } from './terminal.js';

// Half of the second in which a signal ends every command; the other half is for a machine that has much to do.
const graceMs = 500;
const lookMs = 10;

/** Has this process end by a signal that it was told of, at the latest after a while: something may wait on without regard to it. */
export function leaveInTime(signal: EndingSignal): void {
  setTimeout(() => leaveBy(signal), graceMs).unref();
}

/** Resolves when no thread is at work; one that waits for a disk or a name may never be done. */
export async function threadsAreDone(): Promise<void> {
  while (aThreadIsAtWork()) await wait(lookMs);
}

function leaveBy(signal: EndingSignal): void {
  const code = 128 + constants.signals[signal];
  if (!aThreadIsAtWork()) process.exit(code);
  // `process.exit` would wait for the threads. So this does what an exit does for locks and temporary files, and leaves as a process does
  // that knows nothing of signals; a shell shows the same number.
  process.emit('exit', code);
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}

function aThreadIsAtWork(): boolean {
  return process.getActiveResourcesInfo().some((name) => /^(FSReq|GetAddrInfo|GetNameInfo)/.test(name));
}
