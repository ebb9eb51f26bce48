// What somebody sees who starts a script of the root package with the Node of their system.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Runs the bootstrap with a stand-in for npx that answers an install as said. */
function bootstrap({ install }) {
  const folder = mkdtempSync(join(tmpdir(), 'keyrack-bootstrap-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const npx = join(folder, 'npx');
  writeFileSync(npx, `#!/bin/sh\ncase "$*" in *" install "*) ${install};; *) echo "ran: $*";; esac\n`);
  chmodSync(npx, 0o755);
  const env = { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH}` };
  // Its own folder goes to the front of the path, and holds no npx.
  return spawnSync(process.execPath, [join(root, 'tooling/bootstrap/run.mjs'), 'quickstart:run'], { env, encoding: 'utf8' });
}

it('tells of an install that fails, and runs nothing after it', () => {
  const { status, stdout, stderr } = bootstrap({ install: 'echo ERR_PNPM_OUTDATED_LOCKFILE >&2; exit 3' });
  expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
  expect(stderr).toContain('ERR_PNPM_OUTDATED_LOCKFILE\n');
  expect(stderr).toContain('the packages of this repository could not be installed');
});

it('says nothing of its own when all goes well', () => {
  const { status, stdout, stderr } = bootstrap({ install: 'exit 0' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/^ran: --yes pnpm@[\d.]+ run --silent quickstart:run\n$/);
});

it('judges engines by the lowest Node that the repository brings, and not by the one that starts pnpm', () => {
  const workspace = readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8');
  const [, brought] = /^ {2}node: \^([\d.]+) /m.exec(workspace) ?? [];
  expect(brought).toMatch(/^\d+\.\d+\.\d+$/);
  expect(workspace).toMatch(new RegExp(`^nodeVersion: ${brought}$`, 'm'));
});
