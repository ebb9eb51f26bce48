// What the counting is tested with: a suite with one test that passes and one that says why it cannot.
import { expect, it } from 'vitest';

it('passes', () => {
  expect(process.env.KEYRACK_LIVE).toBe('1');
});

it('cannot be shown (not here: fault:slow)', ({ skip }) => skip());
