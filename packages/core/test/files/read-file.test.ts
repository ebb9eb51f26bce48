import { spawnSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readTextFile } from '../../src/files/index.js';
import { call, scratchFolder } from './scratch.js';

it('reads a file, and tells none from one that cannot be read', async () => {
  const folder = await scratchFolder();
  await writeFile(join(folder, 'a'), 'täglich');
  expect(await readTextFile(join(folder, 'a'), call)).toBe('täglich');
  expect(await readTextFile(join(folder, 'none'), call)).toBeUndefined();
  await expect(readTextFile(folder, call)).rejects.toMatchObject({ code: 'INVALID_CONFIG' });
});

it.skipIf(process.platform === 'win32')('waits for a pipe without stopping the process, and gives up on abort', async () => {
  const pipe = join(await scratchFolder(), 'pipe');
  spawnSync('mkfifo', [pipe]);
  const reason = new Error('enough');
  await expect(readTextFile(pipe, { ...call, signal: AbortSignal.timeout(20) })).rejects.toMatchObject({ name: 'TimeoutError' });
  const stopped = new AbortController();
  const reading = readTextFile(pipe, { ...call, signal: stopped.signal });
  stopped.abort(reason);
  await expect(reading).rejects.toBe(reason);
  // Ends the readers that nobody waits for.
  await new Promise<void>((resolve) => createWriteStream(pipe).end('late', () => resolve()));
});
