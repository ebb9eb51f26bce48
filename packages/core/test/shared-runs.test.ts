import { describe, expect, it } from 'vitest';
import { createSharedRuns } from '../src/provider.js';

/** Runs that wait until they are told to end, and what became of their signals. */
function heldRuns() {
  const started: { readonly signal: AbortSignal; readonly end: (text: string) => void; readonly fail: (error: Error) => void }[] =
    [];
  const run = (signal: AbortSignal): Promise<string> =>
    new Promise((end, fail) => {
      started.push({ signal, end, fail });
    });
  return { started, run };
}

describe('a shared run', () => {
  it('answers all who ask while it runs, each key by itself, and is made anew afterwards', async () => {
    const join = createSharedRuns<string>();
    const { started, run } = heldRuns();
    const answers = Promise.all([join('a', undefined, run), join('a', undefined, run), join('b', undefined, run)]);
    expect(started).toHaveLength(2);
    started[0]?.end('first');
    started[1]?.end('other');
    expect(await answers).toEqual(['first', 'first', 'other']);
    const later = join('a', undefined, run);
    started[2]?.end('second');
    expect(await later).toBe('second');
  });

  it('goes on while anybody waits, and is aborted when nobody does', async () => {
    const join = createSharedRuns<string>();
    const { started, run } = heldRuns();
    const callers = [new AbortController(), new AbortController()];
    const [first, second] = callers.map(({ signal }) => join('a', signal, run));
    callers[0]?.abort(new Error('first'));
    await expect(first).rejects.toThrow('first');
    expect(started[0]?.signal.aborted).toBe(false);
    callers[1]?.abort(new Error('second'));
    await expect(second).rejects.toThrow('second');
    expect(started[0]?.signal.aborted).toBe(true);
    const after = join('a', undefined, run);
    started[1]?.end('anew');
    expect(await after).toBe('anew');
  });

  it('fails for all who wait, and is not begun for who has given up already', async () => {
    const join = createSharedRuns<string>();
    const { started, run } = heldRuns();
    const waiting = [join('a', undefined, run), join('a', undefined, run)];
    started[0]?.fail(new Error('broken'));
    for (const answer of waiting) await expect(answer).rejects.toThrow('broken');
    await expect(join('a', AbortSignal.abort(new Error('before')), run)).rejects.toThrow('before');
    expect(started).toHaveLength(1);
  });
});
