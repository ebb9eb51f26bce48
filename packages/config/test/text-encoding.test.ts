import { addressNames, defineProvider, errorTable } from '@keyrack/core/provider';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { decodeText, encodeText, withoutTextEncoding, withTextEncoding } from '../src/text-encoding.js';
import { fakeProject, fakeProvider } from './support.js';

const at = { reference: '/p/A' };
const wellFormed = fc.string({ unit: 'grapheme' });

describe('text', () => {
  it('comes back as it was set, whatever it is', () => {
    const literals = wellFormed.map((text) => JSON.stringify(text));
    const awkward = fc.constantFrom(
      '',
      '"',
      '""',
      '"a',
      'a"',
      '"\\ud800"',
      ' "a"',
      '"a"\n',
      '1e5',
      'null',
      '"\\u003c"',
      '[1]',
      '{}',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          wellFormed,
          literals,
          literals.map((text) => JSON.stringify(text)),
          awkward,
        ),
        (text) => {
          expect(decodeText(encodeText(text))).toBe(text);
        },
      ),
    );
  });

  test.each([
    ['"quoted by an older Atmos"', 'quoted by an older Atmos'],
    ['"a\\u003cb"', 'a<b'],
    ['""', ''],
    ['1e5', '1e5'],
    ['true', 'true'],
    ['null', 'null'],
    ['12345678901234567890', '12345678901234567890'],
    ['{"a": 1}', '{"a": 1}'],
    [' "padded"', ' "padded"'],
    ['"broken', '"broken'],
    ['"\\ud800"', '"\\ud800"'],
  ])('%s stands for %s', (text, value) => {
    expect(decodeText(text)).toBe(value);
  });

  it('that is not well-formed stays what it is, for the provider to refuse', () => {
    expect(encodeText('"\ud800"')).toBe('"\ud800"');
  });
});

describe('a store of text', () => {
  const store = (kind = 'aws/ssm') => {
    const inner = fakeProvider(kind);
    return { inner, outer: withTextEncoding(inner) };
  };

  it('keeps plain text as it is, a literal once more encoded, and nothing as two quotes', async () => {
    const { inner, outer } = store();
    for (const value of ['plain "text"', '"literal"', '', '{"b":1,"a":2}'])
      await outer.set?.({ reference: value || 'empty' }, value);
    expect([...inner.values]).toEqual([
      ['plain "text"', 'plain "text"'],
      ['"literal"', '"\\"literal\\""'],
      ['empty', '""'],
      ['{"b":1,"a":2}', '{"b":1,"a":2}'],
    ]);
    for (const value of ['plain "text"', '"literal"', ''])
      expect(await outer.get({ reference: value || 'empty' })).toEqual({ value });
  });

  it('tells structured text from other text', async () => {
    const { inner, outer } = store();
    for (const [name, text] of [
      ['o', ' {"a":1}'],
      ['l', '[1]'],
      ['t', '{a}'],
      ['n', '1'],
    ])
      inner.values.set(name!, text!);
    const found = await outer.getMany?.(['o', 'l', 't', 'n', 'none'].map((reference) => ({ reference })));
    expect(found).toEqual([
      { record: { value: ' {"a":1}', encoding: 'json' } },
      { record: { value: '[1]', encoding: 'json' } },
      { record: { value: '{a}' } },
      { record: { value: '1' } },
      { absent: true },
    ]);
    expect(inner.calls).toEqual(['getMany o l t n none']);
  });

  it('keeps the limits of its backend, measured on what is stored', async () => {
    const inner = defineProvider({
      kind: 'aws/ssm',
      limits: { ...fakeProvider('aws/ssm').limits, maxValueBytes: 8, emptyValue: false },
      errors: errorTable('aws/ssm', {}),
      names: addressNames,
      get: async () => undefined,
      set: async () => ({}),
    });
    const outer = withTextEncoding(inner);
    expect(outer.limits).toEqual({ ...inner.limits, emptyValue: true });
    expect('getMany' in outer || 'rollback' in outer).toBe(false);
    await expect(outer.set?.(at, '"12345"')).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await expect(outer.set?.(at, '12345678')).resolves.toEqual({});
    await expect(outer.set?.(at, '')).resolves.toEqual({});
  });

  it('hands on whatever else its backend can do', async () => {
    const { inner } = store();
    const asked: unknown[] = [];
    const capable = {
      ...inner,
      addressKey: () => 'key',
      rollback: async (...given: readonly unknown[]) => {
        asked.push(given);
        return { version: '3' };
      },
    };
    const outer = withTextEncoding(capable);
    // What is stored moves as it is: nothing is decoded on the way.
    expect(await outer.rollback?.(at, '1')).toEqual({ version: '3' });
    expect(asked).toEqual([[at, '1']]);
    expect(outer.addressKey?.(at)).toBe('key');
    await outer.close?.();
    expect(inner.calls).toEqual(['close']);
  });

  test.each(['aws/asm', 'azure/keyvault', 'gcp/secretmanager', 'keychain', 'github/actions'])(
    'is also one of %s',
    async (kind) => {
      const { inner, outer } = store(kind);
      inner.values.set('/p/A', '"old"');
      expect(await outer.get(at)).toEqual({ value: 'old' });
      expect(withoutTextEncoding(outer)).toBe(inner);
    },
  );

  test.each(['hashicorp/vault', 'onepassword', 'sops/age', 'memory'])('is not one of %s, where a string is a string', (kind) => {
    const { inner, outer } = store(kind);
    expect(outer).toBe(inner);
    expect(withoutTextEncoding(inner)).toBe(inner);
  });
});

describe('a project', () => {
  const open = () =>
    fakeProject({
      'atmos.yaml':
        'base_path: "."\nstacks: {included_paths: ["*"]}\nstores: {ssm: {kind: aws/ssm, secret: true, options: {region: x}}}',
      'stacks/dev.yaml': `components:
  terraform:
    api:
      secrets: {vars: {A: {store: ssm}, J: {store: ssm}}}
      vars: {plain: !secret A, raw: !secret A | raw, part: !secret J | path ".a", whole: !secret J}
`,
    });
  const api = { stack: 'dev', component: 'api' };

  it('reads older values decoded, and as they are stored when asked to', async () => {
    const { project, provider } = open();
    const secrets = await project.resolver(api);
    await secrets.set('A', 'x');
    provider('aws/ssm').values.set('/dev/api/A', '"older"');
    provider('aws/ssm').values.set('/dev/api/J', '"{\\"a\\":{\\"b\\":1}}"');
    const found = await secrets.get('A');
    expect(found.reveal()).toBe('older');
    const { vars } = await project.describeComponent({ ...api, reveal: true });
    expect(vars).toEqual({ plain: 'older', raw: '"older"', part: { b: 1 }, whole: '{"a":{"b":1}}' });
  });
});
