import { describe, expect, it } from 'vitest';
import { describeOptions, parseOptions } from '../src/options.js';

const table = {
  region: { type: 'text', env: 'DEMO_REGION', description: 'Region.', example: 'eu-central-1' },
  prefix: { type: 'text', default: '/', description: 'First part of every name.' },
  retries: { type: 'number', optional: true, description: 'Tries.' },
  recipients: { type: 'list', optional: true, description: 'Who may read.' },
  mode: { type: 'text', choices: ['a', 'b'], default: 'a', description: 'Mode.' },
  token: { type: 'text', secret: true, optional: true, env: 'DEMO_TOKEN', description: 'Login.' },
} as const;

describe('parseOptions', () => {
  it('takes explicit options, then the environment, then defaults', () => {
    const env = { DEMO_REGION: 'from-env', DEMO_TOKEN: 't' };
    expect(parseOptions('demo', table, { recipients: ['x'] }, env)).toEqual({
      region: 'from-env',
      prefix: '/',
      mode: 'a',
      token: 't',
      recipients: ['x'],
    });
    expect(parseOptions('demo', table, { region: 'given', retries: '3', recipients: 'x, y,' }, env)).toMatchObject({
      region: 'given',
      retries: 3,
      recipients: ['x', 'y'],
    });
  });

  it('reports every problem at once and never quotes a value', () => {
    const wrong = { prefix: 7, mode: 'hunter2', token: { secret: 'hunter2' }, typo: 'hunter2' };
    let message = '';
    try {
      parseOptions('demo', table, wrong, {});
    } catch (error) {
      message = String(error);
    }
    for (const part of [
      '"typo" is not an option',
      '"region" is required',
      'set DEMO_REGION',
      '"prefix" must be text',
      'one of a, b',
      '"token" must be text',
    ]) {
      expect(message).toContain(part);
    }
    expect(message).not.toContain('hunter2');
  });
});

describe('an option of type object', () => {
  const login = { credentials: { type: 'object', optional: true, description: 'Login.' } } as const;

  it('is an object or a function', () => {
    const credentials = async (): Promise<object> => ({});
    expect(parseOptions('demo', login, { credentials }, {}).credentials).toBe(credentials);
    expect(parseOptions('demo', login, { credentials: {} }, {}).credentials).toEqual({});
    expect(() => parseOptions('demo', login, { credentials: 'text' }, {})).toThrow('must be an object or a function');
  });
});

describe('a boolean option', () => {
  const flag = { on: { type: 'boolean', description: 'On.' } } as const;

  it('is true or false, as data or as text, and nothing that every object has', () => {
    expect([true, 'false'].map((on) => parseOptions('demo', flag, { on }, {}).on)).toEqual([true, false]);
    for (const on of ['constructor', 'toString', '__proto__', 'yes'])
      expect(() => parseOptions('demo', flag, { on }, {})).toThrow('"on" must be true or false');
  });
});

describe('describeOptions', () => {
  it('lists the table for documentation and dialogues', () => {
    expect(describeOptions(table)).toHaveLength(6);
    expect(describeOptions(table)[0]).toEqual({
      name: 'region',
      type: 'text',
      required: true,
      secret: false,
      env: 'DEMO_REGION',
      example: 'eu-central-1',
      description: 'Region.',
    });
  });
});
