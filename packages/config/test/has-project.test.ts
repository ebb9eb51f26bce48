import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { hasProject } from '../src/index.js';

it.each([
  ['nothing at all', {}, {}, false],
  ['a keyrack.yaml', { 'a/keyrack.yaml': '' }, {}, true],
  ['an atmos.yaml above', { 'atmos.yaml': '' }, {}, true],
  ['stacks alone', { 'a/stacks/dev.yaml': '' }, {}, true],
  ['a configuration of the user', { 'home/.keyrack/keyrack.yaml': '' }, {}, false],
  ['one that the environment names', { 'elsewhere/atmos.yaml': '' }, { ATMOS_CLI_CONFIG_PATH: '../elsewhere' }, true],
])('says whether %s makes a project', (_, files, env, answer) => {
  const folder = mkdtempSync(join(tmpdir(), 'keyrack-has-project-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries({ 'a/readme': '', ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  expect(hasProject({ cwd: join(folder, 'a'), env, homeDir: join(folder, 'home') })).toBe(answer);
});
