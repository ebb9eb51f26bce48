import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { nodeIo } from '../src/node-io.js';
import { thrown } from './support.js';

function place(): string {
  const folder = mkdtempSync(join(tmpdir(), 'keyrack-special-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'atmos.yaml');
}

function listen(path: string): void {
  const server = createServer().listen(path);
  onTestFinished(() => void server.close());
}

describe.skipIf(process.platform === 'win32')('what stands in place of a configuration file', () => {
  it.each([
    ['a pipe', (path: string): void => void spawnSync('mkfifo', [path]), 'file'],
    ['a device', (path: string): void => symlinkSync('/dev/zero', path), 'file'],
    ['a socket', listen, 'file'],
    ['a folder', (path: string): void => void mkdirSync(path), 'directory'],
  ] as const)('is found, and refused by name: %s', (what, make, kind) => {
    const path = place();
    make(path);
    expect(nodeIo.kind(path)).toBe(kind);
    expect(thrown(() => nodeIo.readText(path))).toEqual({
      code: 'INVALID_CONFIG',
      message: `cannot read ${path}: it is ${what}, where a regular file is needed. Look at the path.`,
    });
  });

  it('is refused when it is larger than any configuration', () => {
    const path = place();
    writeFileSync(path, '');
    truncateSync(path, 32 * 1024 * 1024 + 1);
    expect(thrown(() => nodeIo.readText(path)).message).toContain('it has more than 33554432 bytes');
  });

  it('is nothing where nothing is', () => {
    const path = place();
    expect([nodeIo.kind(path), nodeIo.readText(path), nodeIo.readText(join(path, 'below'))]).toEqual(Array(3).fill(undefined));
  });
});
