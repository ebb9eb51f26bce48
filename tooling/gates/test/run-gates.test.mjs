import { expect, it } from 'vitest';
import { runGates } from '../src/gate.mjs';
import { runCommand } from '../src/run-command.mjs';

it('counts a gate that throws as failed and goes on', async () => {
  const lines = [];
  const gates = {
    fine: async () => [],
    broken: async () => {
      throw new Error('no disk');
    },
    picky: async () => ['too big'],
  };
  const context = { root: '', scratch: '', packed: [], budgets: {}, log: (line) => lines.push(line.replace(/ \(.*/, '')) };
  expect(await runGates(gates, context)).toEqual({ passed: 1, failed: 2 });
  expect(lines).toEqual(['ok   fine', 'FAIL broken', '     Error: no disk', 'FAIL picky', '     too big']);
});

it('ends a command that takes too long', async () => {
  const { ok, output } = await runCommand(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { timeoutMs: 300 });
  expect(ok).toBe(false);
  expect(output).toContain('was stopped by SIGKILL');
});

it('reports a command that is not there', async () => {
  expect(await runCommand('no-such-command', [])).toMatchObject({
    ok: false,
    output: expect.stringContaining('no-such-command'),
  });
});
