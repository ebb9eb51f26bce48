import { spawnSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openStandardOutput } from '../src/standard-output.js';

function open(name: string, flags: number, prepare = (_: string): void => {}): number {
  const folder = mkdtempSync(join(tmpdir(), 'keyrack-output-'));
  const path = join(folder, name);
  prepare(path);
  const fd = openSync(path, flags);
  onTestFinished(() => {
    closeSync(fd);
    rmSync(folder, { recursive: true });
  });
  return fd;
}

const unused = (): never => {
  throw new Error('not meant to be called');
};

it('writes into a file without a stream', () => {
  const fd = open('out', constants.O_RDWR | constants.O_CREAT);
  openStandardOutput({ fd, openStream: unused, fail: unused }).write('täglich\n');
  const bytes = Buffer.alloc(32);
  expect(bytes.toString('utf8', 0, readSync(fd, bytes, 0, 32, 0))).toBe('täglich\n');
});

it.skipIf(process.platform === 'win32')('hands over to the stream when a non-blocking pipe is full, and loses nothing', () => {
  const fd = open('pipe', constants.O_RDWR | constants.O_NONBLOCK, (path) => spawnSync('mkfifo', [path]));
  const streamed: Uint8Array[] = [];
  const stream = { write: (text: string | Uint8Array) => streamed.push(Buffer.from(text)) };
  const output = openStandardOutput({ fd, openStream: () => stream, fail: unused });
  // An odd byte first, so that the border falls into the middle of a letter.
  const text = `x${'é'.repeat(200_000)}`;
  output.write(text);
  output.write('after');
  expect(streamed.length).toBe(2);
  const held = Buffer.alloc(1 << 20);
  const length = readSync(fd, held);
  expect(Buffer.concat([held.subarray(0, length), ...streamed]).toString()).toBe(`${text}after`);
});

it('leaves everything else to the stream', () => {
  const stream = { write: () => true };
  expect(openStandardOutput({ fd: 12_345, openStream: () => stream, fail: unused })).toBe(stream);
});

it('reports a write that fails', () => {
  let code: string | undefined;
  const fail = (error: NodeJS.ErrnoException): never => {
    code = error.code;
    throw error;
  };
  const fd = open('out', constants.O_RDONLY | constants.O_CREAT);
  expect(() => openStandardOutput({ fd, openStream: unused, fail }).write('text')).toThrow();
  expect(code).toBe('EBADF');
});
