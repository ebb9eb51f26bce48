import { describe, expect, it } from 'vitest';
import { canonical, createNames, selector } from '../src/names.js';

const names = createNames('/shop/');
const invalid = expect.objectContaining({ code: 'INVALID_ARGUMENT' });
const thrownBy = (run: () => unknown): unknown => {
  try {
    return run();
  } catch (error) {
    return error;
  }
};

describe('a path', () => {
  it('becomes a hierarchy below the prefix', () => {
    expect(names.of({ path: ['prod', 'api', 'STRIPE_KEY'] }, 'write')).toBe('/shop/prod/api/STRIPE_KEY');
    expect(createNames('/').of({ path: ['prod', 'KEY'] }, 'write')).toBe('/prod/KEY');
    expect(createNames('').of({ path: ['KEY'] }, 'write')).toBe('/KEY');
  });

  it.for([
    ['dotted.name', '/shop/dotted..name'],
    ['infra/vpc', '/shop/infra.x2fvpc'],
    ['with space', '/shop/with.x20space'],
    [' outer ', '/shop/.x20outer.x20'],
    ['50%', '/shop/50.x25'],
    ['name:3', '/shop/name.x3a3'],
    ['é', '/shop/.xc3.xa9'],
  ])('escapes %s, and comes back', ([segment = '', name = '']) => {
    expect(names.of({ path: [segment] }, 'write')).toBe(name);
    expect(names.address(name)).toEqual({ path: [segment] });
  });

  it('has at most 15 levels, the prefix included', () => {
    const path = Array.from({ length: 14 }, (_, level) => `L${level}`);
    expect(names.of({ path }, 'write')).toContain('/L13');
    expect(thrownBy(() => names.of({ path: [...path, 'L14'] }, 'write'))).toEqual(invalid);
    expect(() => names.of({ path: [...path, 'L14'] }, 'read')).toThrow('at most 15 levels');
  });

  it('leaves room for the ARN before it', () => {
    const path = ['a'.repeat(500), 'b'.repeat(500)];
    expect(() => names.of({ path }, 'read')).toThrow('at most 951');
  });

  it.for(['aws', 'AWS', 'ssm', 'Ssm-tools', 'awesome-no', 'awsome'])('does not write to what belongs to AWS: %s', (first) => {
    const write = (): unknown => createNames('/').of({ path: [first, 'KEY'] }, 'write');
    if (first.startsWith('awe')) expect(write()).toBe('/awesome-no/KEY');
    else expect(thrownBy(write)).toEqual(invalid);
    expect(names.of({ path: [first, 'KEY'] }, 'write')).toBe(`/shop/${first}/KEY`);
  });
});

describe('a reference', () => {
  it.for(['/prod/api/KEY', 'prod-api-KEY', '/KEY', 'dotted.name'])('is the native name: %s', (reference) => {
    expect(names.of({ reference }, 'write')).toBe(reference);
    expect(names.of({ reference }, 'read')).toBe(reference);
  });

  it.for([
    '/prod/KEY:3',
    'KEY:label',
    'prod/KEY',
    '/prod//KEY',
    '/prod/',
    '/prod/KEY ',
    ' KEY',
    'with space',
    'per%cent',
    'arn:aws:ssm:eu-central-1:111122223333:parameter/KEY:3',
    'arn:aws:ssm:eu-central-1:111122223333:document/KEY',
    'a'.repeat(952),
  ])('is refused when AWS would take it for something else: %s', (reference) => {
    expect(thrownBy(() => names.of({ reference }, 'read'))).toEqual(invalid);
    expect(thrownBy(() => names.of({ reference }, 'write'))).toEqual(invalid);
  });

  it('may be an ARN or a public parameter for reading only', () => {
    for (const reference of [
      'arn:aws:ssm:eu-central-1:111122223333:parameter/shop/KEY',
      'arn:aws-us-gov:ssm:us-gov-west-1:111122223333:parameter/KEY',
      '/aws/reference/secretsmanager/KEY',
    ]) {
      expect(names.of({ reference }, 'read')).toBe(reference);
      expect(thrownBy(() => names.of({ reference }, 'write'))).toEqual(invalid);
    }
  });
});

describe('a version', () => {
  it.for(['3', '100', 'current', 'v1.2_rc-1'])('is a number or a label: %s', (version) => {
    expect(selector.test(version)).toBe(true);
  });

  it.for(['', '3:4', 'with space', '-1', '1a', 'l'.repeat(101)])(
    'is refused when it is neither number nor label: "%s"',
    (version) => {
      expect(selector.test(version)).toBe(false);
    },
  );
});

describe('a listing', () => {
  it('has a folder', () => {
    expect(names.folder([])).toBe('/shop');
    expect(names.folder(['prod', 'infra/vpc'])).toBe('/shop/prod/infra.x2fvpc');
    expect(createNames('/').folder([])).toBe('/');
  });

  it.for(['/shop/v1.2/KEY', '/shop/a.b', '/other/KEY', 'flat'])('shows names that others gave as references: %s', (name) => {
    expect(names.address(name)).toEqual({ reference: name });
  });
});

it('one level has one spelling, with and without its slash', () => {
  expect([canonical('/KEY'), canonical('KEY'), canonical('/a/KEY')]).toEqual(['KEY', 'KEY', '/a/KEY']);
});

it.for(['shop', '/with space', '//', '/a//b', '/50%', '/a:b'])('the prefix %s is refused', (prefix) => {
  expect(thrownBy(() => createNames(prefix))).toEqual(invalid);
});
