import { describe, expect, test } from 'vitest';
import { parseSecretCall } from '../src/functions/secret.js';
import { thrown, yaml } from './support.js';

const parse = (text: string) => parseSecretCall({ tag: '!secret', text, node: yaml(text === '' ? '""' : JSON.stringify(text)) });

describe('!secret', () => {
  test.each([
    ['NAME', { name: 'NAME', raw: false }],
    ['NAME | path ".a.b"', { name: 'NAME', path: '.a.b', raw: false }],
    ['NAME|path .a', { name: 'NAME', path: '.a', raw: false }],
    ['NAME | default "x"', { name: 'NAME', default: 'x', raw: false }],
    ['NAME | default \'x y\' | path ".a"', { name: 'NAME', default: 'x y', path: '.a', raw: false }],
    ['NAME | default ""', { name: 'NAME', default: '', raw: false }],
    ['NAME | default "a" | default "b"', { name: 'NAME', default: 'b', raw: false }],
    ['NAME |raw', { name: 'NAME', raw: true }],
    ['NAME | default "a|b"', { name: 'NAME', default: 'a|b', raw: false }],
    ['NAME | path ".a | .b"', { name: 'NAME', path: '.a | .b', raw: false }],
    ["NAME | default it's", { name: 'NAME', default: "it's", raw: false }],
  ])('%s', (text, call) => {
    expect(parse(text)).toEqual(call);
  });

  test.each([
    ['', 'needs the name of a declared secret'],
    ['| raw', 'needs the name of a declared secret'],
    ['NAME | path', 'invalid modifier: path'],
    ['NAME | default', 'invalid modifier: default'],
    ['NAME | nonsense "x"', 'unknown modifier "nonsense"'],
    ['NAME | raw | path ".a"', 'raw or path, not both'],
  ])('refuses %j', (text, message) => {
    expect(thrown(() => parse(text)).message).toContain(message);
  });
});
