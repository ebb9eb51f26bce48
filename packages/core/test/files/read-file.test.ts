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
