import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createExampleVault } from '../src/index.js';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyrack-example-vault-'));
  file = join(folder, 'secrets.json');
});
afterEach(() => rm(folder, { recursive: true }));

const address = { path: ['prod', 'api', 'KEY'] };

it('reads what the file says', async () => {
  await writeFile(file, '{ "prod/api/KEY": "value" }');
  expect(await createExampleVault({ file }).get(address)).toEqual({ value: 'value' });
});

it('a file that is not there holds no secret', async () => {
  expect(await createExampleVault({ file }).get(address)).toBeUndefined();
});

it.for(['', '[]', '"text"', '{ "prod/api/KEY": 1 }', '{ "prod/api/KEY": "va'])('%s is no absence', async (text) => {
  await writeFile(file, text);
  await expect(createExampleVault({ file }).get(address)).rejects.toMatchObject({ code: 'INVALID_CONFIG' });
});

it.for([
  ['dotted.name', 'dotted..name'],
  ['infra/vpc', 'infra.x2fvpc'],
])('a name meets no other: %s', ([segment = '', name = '']) => {
  expect(createExampleVault({ file }).addressKey({ path: [segment] })).toBe(name);
});
