import { expect, it } from 'vitest';
import { type Clock, createRecordCache } from '../src/cache.js';

function handClock(): Clock & { pass(ms: number): void; readonly timers: number } {
  let time = 0;
  const timers = new Map<() => void, number>();
  return {
    now: () => time,
    after(ms, callback) {
      const due = (): void => callback();
      timers.set(due, time + ms);
      return () => void timers.delete(due);
    },
    pass(ms) {
      time += ms;
      for (const [callback, at] of timers) {
        if (at > time) continue;
        timers.delete(callback);
        callback();
      }
    },
    get timers() {
      return timers.size;
    },
  };
}

const record = (value: string) => ({ value });

it('keeps a value for its time, and forgets it by itself', () => {
  const clock = handClock();
  const cache = createRecordCache({ ttlMs: 100 }, clock);
  const held = record('one');
  cache.set('A', held);
  clock.pass(99);
  expect(cache.get('A')).toBe(held);
  cache.set('B', record('two'));
  clock.pass(1);
  expect(cache.get('A')).toBeUndefined();
  expect(cache.size).toBe(1);
  expect(cache.get('B')).toEqual({ value: 'two' });
  clock.pass(99);
  expect([cache.size, clock.timers]).toEqual([0, 0]);
});

it('is not longer trusted than its time, although the timer is late', () => {
  const clock = handClock();
  const cache = createRecordCache({ ttlMs: 100 }, { ...clock, after: () => () => {} });
  cache.set('A', record('one'));
  clock.pass(100);
  expect(cache.get('A')).toBeUndefined();
});

it('holds at most so many, and drops the oldest', () => {
  const cache = createRecordCache({ ttlMs: 100, max: 2 }, handClock());
  for (const key of ['A', 'B', 'A', 'C']) cache.set(key, record(key));
  expect(['A', 'B', 'C'].map((key) => cache.get(key)?.value)).toEqual(['A', undefined, 'C']);
});

it('keeps no timer when nothing is left', () => {
  const clock = handClock();
  const cache = createRecordCache({ ttlMs: 100 }, clock);
  cache.set('A', record('one'));
  cache.delete('A');
  expect(clock.timers).toBe(0);
  cache.set('B', record('two'));
  cache.clear();
  expect([cache.size, clock.timers]).toEqual([0, 0]);
});
