import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';

/** Runs a module that was told to end by `SIGTERM`, and says how it ended and in which second. */
async function told(code: string): Promise<{ code: unknown; signal: unknown; output: string; second: number }> {
  const script = `import { leaveInTime, threadsAreDone } from ${JSON.stringify(join(import.meta.dirname, '../src/leave.ts'))};
    import fs from 'node:fs';
    process.on('SIGTERM', () => {});
    process.on('exit', () => fs.writeSync(1, 'cleaned up'));
    leaveInTime('SIGTERM');
    const start = performance.now();
    ${code}`;
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: 5000,
    killSignal: 'SIGKILL',
  });
  let output = '';
  child.stdout?.on('data', (text) => {
    output += text;
  });
  await once(child, 'spawn');
  const start = performance.now();
  const [exitCode, signal] = await once(child, 'close');
  return { code: exitCode, signal, output, second: Math.floor((performance.now() - start) / 1500) };
}

describe.skipIf(process.platform === 'win32')('a process that was told to end', () => {
  it('ends by itself when nothing holds it', async () => {
    expect(await told('process.exitCode = 7;')).toEqual({ code: 7, signal: null, output: 'cleaned up', second: 0 });
  });

  it('ends with the number of the signal when something ignores it', async () => {
    const ended = await told('setInterval(() => {}, 1000);');
    expect(ended).toEqual({ code: 143, signal: null, output: 'cleaned up', second: 0 });
  });

  it('ends by the signal when a thread waits for what may never come, which no exit gets past', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'keyrack-leave-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const pipe = join(folder, 'pipe');
    expect(spawnSync('mkfifo', [pipe]).status).toBe(0);
    const ended = await told(`fs.readFile(${JSON.stringify(pipe)}, () => {});`);
    expect(ended).toEqual({ code: null, signal: 'SIGTERM', output: 'cleaned up', second: 0 });
  });

  it('waits for threads that come to an end before it exits', async () => {
    const ended = await told(
      `let done = false;
       const work = fs.promises.readFile(process.execPath).then(() => { done = true; });
       await threadsAreDone();
       await work;
       console.log(done);
       process.exit(0);`,
    );
    expect(ended).toMatchObject({ code: 0, output: 'true\ncleaned up' });
  });
});
