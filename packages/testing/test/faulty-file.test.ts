import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createFaultyFile } from '../src/index.js';

async function setUp() {
  const folder = await mkdtemp(join(tmpdir(), 'keyrack-faulty-file-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'secrets');
  await writeFile(file, 'abcdef');
  const read = async () => String(await faulty.files.readFile(file));
  const faulty = createFaultyFile(file, { malformed: 'no format' });
  return { ...faulty, file, folder, read };
}

it('counts reads and writes of the file, and of nothing else', async () => {
  const { files, file, folder, read, requestCount } = await setUp();
  await read();
  await files.stat(file);
  await (await files.open(join(folder, 'temporary'), 'wx')).close();
  expect(requestCount()).toBe(1);
  await files.rename(join(folder, 'temporary'), file);
  expect(requestCount()).toBe(2);
});

it('refuses and fails as a system does, and recovers', async () => {
  const { read, fault, clearFaults } = await setUp();
  await fault('forbidden');
  await expect(read()).rejects.toMatchObject({ code: 'EACCES' });
  await fault('unavailable');
  await expect(read()).rejects.toMatchObject({ code: 'EIO' });
  await clearFaults();
  expect(await read()).toBe('abcdef');
});

it('spoils the text and gives it back whole', async () => {
  const { read, fault, clearFaults, file } = await setUp();
  await fault('truncated-body');
  expect(await read()).toBe('abc');
  await fault('malformed-body');
  expect(await read()).toBe('no format');
  await clearFaults();
  expect(await readFile(file, 'utf8')).toBe('abcdef');
});
