// What ADR 0012 promises, asked of the release tool with the repository's own configuration.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { runCommand } from '../src/run-command.mjs';
import { scratchFolder, writeFiles } from './fixture-package.mjs';

const repository = fileURLToPath(new URL('../../..', import.meta.url));

async function releasedVersions({ core, bump, range = 'workspace:^' }) {
  const root = scratchFolder();
  const manifest = (fields) => JSON.stringify({ ...fields, publishConfig: { access: 'public' } }, null, 2);
  writeFiles(root, {
    'package.json': '{ "name": "root", "private": true, "packageManager": "pnpm@12.21.0" }',
    'pnpm-lock.yaml': '',
    'pnpm-workspace.yaml': 'packages: [packages/*]\n',
    'packages/core/package.json': manifest({ name: '@keyrack/core', version: core }),
    'packages/tiny/package.json': manifest({ name: '@keyrack/tiny', version: '0.3.0', dependencies: { '@keyrack/core': range } }),
    '.changeset/config.json': readFileSync(join(repository, '.changeset/config.json'), 'utf8'),
    '.changeset/one.md': `---\n'@keyrack/core': ${bump}\n---\n\nNews.\n`,
  });
  await runCommand('git', ['init', '--quiet', '--initial-branch=main'], { cwd: root });
  const { ok, output } = await runCommand(join(repository, 'node_modules/.bin/changeset'), ['version'], { cwd: root });
  if (!ok) throw new Error(output);
  const versionOf = (name) => JSON.parse(readFileSync(join(root, `packages/${name}/package.json`), 'utf8')).version;
  return { core: versionOf('core'), tiny: versionOf('tiny') };
}

it.each([
  { core: '0.1.0', bump: 'patch', released: '0.1.1' },
  { core: '1.0.0', bump: 'patch', released: '1.0.1' },
  { core: '1.0.0', bump: 'minor', released: '1.1.0' },
])('a $bump of core $core leaves the version of a provider alone', async ({ core, bump, released }) => {
  expect(await releasedVersions({ core, bump })).toEqual({ core: released, tiny: '0.3.0' });
});

it('would release every provider if the range were exact', async () => {
  expect(await releasedVersions({ core: '1.0.0', bump: 'patch', range: 'workspace:*' })).toEqual({
    core: '1.0.1',
    tiny: '0.3.1',
  });
});
