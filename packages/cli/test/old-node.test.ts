import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createProject } from './run-keyrack.js';

const bin = fileURLToPath(new URL('../dist/bin.js', import.meta.url));
const config = 'secrets: { backends: { local: { kind: dotenv, options: { file: .env } } }, vars: { A: { backend: local } } }\n';

// Runs the command as the Node of this version would: what is checked is the number alone.
function runAs(version: string, args: readonly string[], folder: string) {
  const script = join(folder, 'as.cjs');
  writeFileSync(
    script,
    `Object.defineProperty(process, 'version', { value: 'v${version}' });
Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } });\n`,
  );
  return spawnSync(process.execPath, ['--require', script, bin, ...args], { cwd: folder, encoding: 'utf8', input: 'value-1' });
}

describe('a Node that is too old', () => {
  it.each(['18.20.8', '20.20.2', '22.11.0'])('%s is refused in one sentence before anything is done', (version) => {
    const project = createProject({ 'keyrack.yaml': config });
    for (const args of [['set', 'A', '--stdin'], ['list'], ['--help'], ['--version']]) {
      const { status, stdout, stderr } = runAs(version, args, project.folder);
      expect({ status, stdout, stderr }).toEqual({
        status: 1,
        stdout: '',
        stderr: `error: keyrack needs Node 22.12 or newer, and this is ${version}. Install a newer one.\n`,
      });
    }
    expect(project.files()).toEqual(['as.cjs', 'keyrack.yaml']);
  });

  it.each(['22.12.0', '24.0.0', '100.1.0'])('is not %s', (version) => {
    const project = createProject({ 'keyrack.yaml': config });
    expect(runAs(version, ['--version'], project.folder)).toMatchObject({ status: 0, stderr: '' });
  });
});

const old = ['/usr/bin/node', '/usr/local/bin/node'].find((path) => {
  if (!existsSync(path)) return false;
  const [major = 0, minor = 0] = spawnSync(path, ['-p', 'process.versions.node'], { encoding: 'utf8' })
    .stdout.split('.')
    .map(Number);
  return major > 12 && (major < 22 || (major === 22 && minor < 12));
});
if (old === undefined) console.warn('skipped: the start under an older Node, which this machine does not have.');

it.runIf(old !== undefined)('an older Node itself parses the start and is refused', () => {
  const { status, stdout, stderr } = spawnSync(`${old}`, [bin, 'list'], { encoding: 'utf8' });
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(/^error: keyrack needs Node 22\.12 or newer, and this is \d+\.\d+\.\d+\. Install a newer one\.\n$/);
});
