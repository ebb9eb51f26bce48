import { createRequire } from 'node:module';
import { join } from 'node:path';
import { prepareProject } from '@keyrack/compile-hints/training-project';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../src/commands.mjs';
import { cpuOf, modulesOf } from '../src/measure.mjs';

const keyrack = join(createRequire(import.meta.url).resolve('keyrack/package.json'), '..', 'dist', 'bin.js');
const run = (...args) => [process.execPath, keyrack, ...args];
let project;

beforeAll(() => {
  project = prepareProject(keyrack);
});
afterAll(() => project?.remove());

it('measures the starts that matter', () => {
  expect(Object.keys(commands)).toEqual(['--version', 'list', 'get', 'exec']);
});

describe.each(Object.keys(commands))('%s in the training project', (name) => {
  it('has a cost', () => {
    expect(cpuOf(run(...commands[name]), project)).toBeGreaterThan(0);
  });

  it('has modules that can be counted', () => {
    const { modules, loaded } = modulesOf(run(...commands[name]), project);
    expect(loaded[0].url).toMatch(/\/dist\/bin\.js$/);
    expect(modules).toBe(loaded.length);
  });
});

describe.each([cpuOf, modulesOf])('%o, of a command that fails', (measure) => {
  it('says what the command said', () => {
    const failing = run('get', 'NOBODY_DECLARED_THIS', '-s', 'ue2-dev', '-c', 'api');
    expect(() => measure(failing, project)).toThrow(/get NOBODY_DECLARED_THIS .* ended with 1: error: .*NOBODY_DECLARED_THIS/);
  });
});
