import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createSecret } from '../src/secret.js';

const document = createSecret({
  value:
    '{"host":"db","port":5432,"id":12345678901234567890,"f":1.50,"users":[{"name":"a"},{"name":"b"}],"odd key":{"x.y":true},"none":null,"e":"","off":false}',
});

const read = (path: string): unknown => {
  const part = document.select(path);
  return part && [part.reveal(), part.encoding];
};

describe('Secret.select', () => {
  it.each([
    ['.host', ['db', undefined]],
    ['.port', ['5432', 'json']],
    ['.id', ['12345678901234567890', 'json']],
    ['.f', ['1.50', 'json']],
    ['.users[0].name', ['a', undefined]],
    ['.users[-1]', ['{"name":"b"}', 'json']],
    ['.users | .[1] | .name', ['b', undefined]],
    ['.users[].name', ['a\nb', undefined]],
    ['.users | length', ['2', 'json']],
    ['.["odd key"]["x.y"]', ['true', 'json']],
    ['.users.1.name', ['b', undefined]],
    ['.users."1".name', ['b', undefined]],
    ['.users[0] | .missing // .name', ['a', undefined]],
    ['.missing // .users[0].name | length', ['1', 'json']],
    ['.off // "d"', ['d', undefined]],
    ['.missing // 1.50', ['1.50', 'json']],
    ['.users[].missing', ['null\nnull', undefined]],
    ['.host.5', undefined],
    ['.["odd key"] | keys', ['["x.y"]', 'json']],
    ['.missing // .host', ['db', undefined]],
    ['.missing // "fallback"', ['fallback', undefined]],
    ['.e', ['', undefined]],
    ['.none', undefined],
    ['.missing', undefined],
    ['.host.deeper', undefined],
    ['.users[7]', undefined],
    ['.constructor', undefined],
  ])('%s', (path, expected) => {
    expect(read(path)).toEqual(expected);
  });

  it('keeps every digit inside a structure', () => {
    expect(createSecret({ value: '{"a":{"n":12345678901234567890}}' }).select('.a')?.reveal()).toBe('{"n":12345678901234567890}');
  });

  it.each(['.host | keys', '.users.name', '.users[-3]', '.port | length', '.none // .', '.users.0.x // .users'])(
    'refuses what does not fit the value: %s',
    (path) => {
      expect(() => document.select(path)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
    },
  );

  it('refuses what it does not know without quoting it, and text that is not JSON', () => {
    const senseless = [
      '.s "y"',
      '// "x"',
      '.host // ',
      '..',
      '.users keys',
      '.id |',
      '.id"5"',
      '"x"',
      '5',
      '.users[1',
      '.a.."b"',
      '.ho*',
    ];
    for (const path of ['.a | map(.b)', '.a[', '.a ? .b', ...senseless]) {
      expect(() => document.select(path), path).toThrow(
        expect.objectContaining({ code: 'INVALID_ARGUMENT', message: expect.not.stringContaining('map') }),
      );
    }
    expect(() => createSecret({ value: 'hunter2 is not JSON' }).select('.a')).toThrow(/^the value is not valid JSON[^\n]*$/);
    expect(createSecret({ value: 'plain' }).select('.')?.reveal()).toBe('plain');
  });
});

describe('Secret', () => {
  it('does not print itself', () => {
    const secret = createSecret({ value: 'hunter2hunter2', version: '3' });
    const shown = [
      `${secret}`,
      String(secret),
      JSON.stringify({ secret }),
      inspect({ secret }, { showHidden: true, depth: 5 }),
      `${[secret]}`,
    ];
    expect(shown.join()).not.toContain('hunter2');
    expect(JSON.stringify(structuredClone({ ...secret }))).toBe('{"version":"3"}');
    expect(secret.reveal()).toBe('hunter2hunter2');
  });
});
