import { expect, it } from 'vitest';
import { summarise, summaryLine } from '../src/summarise.mjs';

const tests = [
  { name: 'contract raw get/a [R1]', status: 'passed' },
  { name: 'contract raw get/b [R1]', status: 'passed' },
  { name: 'contract raw names/c (exempt: takes 16 levels, https://example.com/1) [R11]', status: 'passed' },
  { name: 'contract raw faults/d [R2] (not here: fault:slow)', status: 'skipped' },
  { name: 'contract raw faults/e [R2] (not here: fault:slow)', status: 'skipped' },
];

it('counts exempt and impossible tests as skipped, and says why', () => {
  const reasons = 'takes 16 levels, https://example.com/1; fault:slow ×2';
  expect(summaryLine('aws/ssm moto 5.2.5', summarise(tests))).toBe(`aws/ssm moto 5.2.5: 2 passed, 3 skipped (${reasons})`);
});

it('counts a failure even where an exemption was expected', () => {
  const failed = tests.map((test) => ({ ...test, status: 'failed' }));
  expect(summaryLine('x', summarise(failed))).toBe('x: 0 passed, 5 failed, 0 skipped');
});

it('says the name of a test that was skipped for no stated reason', () => {
  expect(summarise([{ name: 'lonely', status: 'pending' }])).toMatchObject({ skipped: 1, reasons: ['lonely'] });
});
