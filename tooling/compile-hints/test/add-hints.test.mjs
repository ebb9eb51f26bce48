import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { addHints } from '../src/add-hints.mjs';
import { calledFunctions, countingCalls } from '../src/called-functions.mjs';

const folder = mkdtempSync(join(tmpdir(), 'keyrack-hints-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('what is called', () => {
  it('is put into parentheses when it is an expression', () => {
    expect(hinted('const a = () => 1, b = function () { return 2; };a(b());')).toBe(
      'const a = (() => 1), b = (function () { return 2; });a(b());',
    );
    expect(hinted('const f = a => async b => a + b;f(1)(2);')).toBe('const f = (a => (async b => a + b));f(1)(2);');
  });

  it('is there before the first statement, as a declaration is', () => {
    const code = hinted('console.log(later()); function later() { return before(); function before() { return 1; } }');
    expect(code).toMatch(/^var later=\(function/);
    expect(code).toMatch(/\{ var before=\(function/);
    expect(run(code)).toBe('1\n');
  });

  it('keeps its name and kind, and stays behind the imports', () => {
    const code = hinted(
      `#!/usr/bin/env node
import { sep } from 'node:path';
console.log([one.name, two.name, three.name, sep.length].join());
console.log(two() instanceof Promise, [...three()].join(), new one().own === one);
function one() { this.own = one; }
async function two() {}
function* three() { yield 3; }`,
    );
    expect(code).toMatch(/node:path';\nvar one=/);
    expect(run(code)).toBe('one,two,three,1\ntrue 3 true\n');
  });

  it('can be replaced, by itself too', () => {
    expect(run(hinted('function load() { load = () => 2; return 1; } console.log(load(), load());'))).toBe('1 2\n');
  });

  it('becomes a property when it is a method of an object', () => {
    const code = hinted(
      `const all = { n: 1, get() { return this.n; }, async later() { return this.n + 1; }, "odd name"() { return 3; } };
console.log(all.get(), await all.later(), all['odd name'](), all.get.name);`,
    );
    expect(code.match(/:\((async )?function/g)).toHaveLength(3);
    expect(run(code)).toBe('1 2 3 get\n');
  });

  it('is defined by a static block when it is a method of a class', () => {
    const code = hinted(
      `class A{first(){return this.#own()}#own(){return 1}static made=new A().later(1);constructor(){this.n=2}async later(more){return this.n+more}}
var B = class Inner extends A {
  first() { return 5; }
  over() { return super.first(); }
  again() { return new Inner(); }
};
const keys = []; for (const key in new A()) keys.push(key);
console.log(new A().first(), await A.made, new B().again().first(), new B().over(), keys.join(), A.prototype.later.name);`,
    );
    expect(code.match(/:\((async )?function/g)).toHaveLength(4);
    expect(run(code)).toBe('1 3 5 1 n later\n');
  });

  it.each([
    'class A { #own() { return 1; } static other() { return new A().#own(); } } A.other();',
    'class A { *all() { yield 1; } get one() { return 1; } ["x" + 1]() {} } [...new A().all(), new A().one, new A().x1()];',
    'const a = { get one() { return 1; }, set one(value) {} }; a.one = a.one;',
    'const a = { toString() { return super.toString(); } }; String(a);',
    'const a = { *all() { yield 1; }, ["x" + 1]() { return [...this.all()]; } }; a.x1();',
    'if (process) { function inner() {} inner(); }',
  ])('stays as it is in %s', (code) => {
    expect(hinted(code)).toBe(code);
  });
});

it('leaves what is not called', () => {
  const code = 'function a() {} const b = () => 1; const c = { d() {} };';
  expect(hinted(code)).toBe(code);
});

it('makes the cache of Node hold what a run calls', () => {
  const body = '{ return text.split("").map((letter) => letter.charCodeAt(0) * 2).join("-") + text.length; }';
  const code = Array.from({ length: 50 }, (_, index) => `function f${index}(text) ${body} f${index}("a");`).join('\n');
  expect(cacheSize(hinted(code))).toBeGreaterThan(2 * cacheSize(code));
});

function hinted(code) {
  const file = join(folder, 'counted.mjs');
  const counted = mkdtempSync(join(folder, 'calls-'));
  writeFileSync(file, code);
  start(file, countingCalls(counted));
  return addHints(readFileSync(file, 'utf8'), calledFunctions(counted, folder).get(file) ?? new Set());
}

function run(code, env = {}) {
  const file = join(folder, 'run.mjs');
  writeFileSync(file, code);
  return start(file, env);
}

function cacheSize(code) {
  const cache = mkdtempSync(join(folder, 'cache-'));
  run(code, { NODE_COMPILE_CACHE: cache });
  const files = readdirSync(cache, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}

function start(file, env) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [file], {
    env: { PATH: process.env.PATH, ...env },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}
