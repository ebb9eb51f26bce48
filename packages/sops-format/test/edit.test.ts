import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSopsDocument, type OpenSopsDocument, readSopsDocument } from '../src/index.js';
import { keysOf, recipients, vector } from './vectors.js';

const now = new Date('2030-01-02T03:04:05.678Z');

async function open(text: string): Promise<OpenSopsDocument> {
  return (await readSopsDocument(text)).decrypt(keysOf('one'));
}

/** The lines of one text that are not in the other, in order. */
function onlyIn(text: string, other: string): string[] {
  const lines = new Set(other.split('\n'));
  return text.split('\n').filter((line) => !lines.has(line));
}

const name = (line: string): string => line.trim().split(':')[0] ?? '';

describe('a change', () => {
  it('rewrites one value line, lastmodified and mac', async () => {
    const before = vector('types');
    const document = await open(before);
    document.set('string', 'changed');
    const after = document.toText(now);
    expect(onlyIn(after, before).map(name)).toEqual(['string', 'lastmodified', 'mac']);
    expect(after).toContain('    lastmodified: "2030-01-02T03:04:05Z"\n');
    expect(after.split('\n')).toHaveLength(before.split('\n').length);
    expect((await open(after)).get('string')).toBe('changed');
  });

  it('to the value that is there already is none', async () => {
    const before = vector('types');
    const document = await open(before);
    document.set('string', 'hello');
    document.set('yes_word', 'other');
    document.set('yes_word', 'yes');
    expect(document.delete('absent')).toBe(false);
    document.set('absent', 'x');
    expect(document.delete('absent')).toBe(true);
    expect(document.toText(now)).toBe(before);
  });

  it('makes a string of another type, even with the same spelling', async () => {
    const document = await open(vector('types'));
    document.set('integer', '42');
    expect((await open(document.toText(now))).get('integer')).toBe('42');
  });

  it('takes all lines of a replaced mapping, its comments too, and keeps the rest', async () => {
    const before = vector('comments');
    const document = await open(before);
    document.set('map', 'flat');
    document.delete('list');
    const after = document.toText(now);
    expect(onlyIn(after, before).map(name)).toEqual(['map', 'lastmodified', 'mac']);
    expect(after.split('sops:')[0]).not.toMatch(/^ /m);
    expect((await open(after)).names()).toEqual(['a', 'b', 'map', 'z']);
  });

  it('keeps CRLF, quotes, blank lines, comments and a missing final newline', async () => {
    const before = vector('nested')
      .replace(/^top: (.*)$/m, '# kept\n\ntop:    "$1"   # beside')
      .replaceAll('\n', '\r\n')
      .trimEnd();
    const document = await open(before);
    document.set('top', 'changed');
    document.set('added', 'x');
    const after = document.toText(now);
    expect(onlyIn(after, before).map(name)).toEqual(['top', 'added', 'lastmodified', 'mac']);
    expect(after).toMatch(/# kept\r\n\r\ntop: {4}"ENC\[.*\]" {3}# beside\r\n/);
    expect(after).toMatch(/added: ENC\[.*\]\r\nsops:\r\n/);
    expect(after.endsWith('3.13.3')).toBe(true);
    expect(after.replaceAll('\r\n', '')).not.toContain('\n');
    expect((await open(after)).get('added')).toBe('x');
  });

  it('replaces values in any spelling', async () => {
    const sealed = /^top: (.*)$/m.exec(vector('nested'))?.[1] ?? '';
    const spellings = [
      `!!str ${sealed}`,
      `&x ${sealed}`,
      `&y !!str "${sealed}"`,
      `|\n  ${sealed}`,
      `>- # note\n  ${sealed}\n\n`,
      `\n  ${sealed}`,
    ];
    for (const spelling of spellings) {
      const extra = 'nothing:\nnote: # beside\ntilde: ~ # beside\nflow: {a: [], b: {}} # beside\n';
      const before = vector('nested').replace(sealed, spelling).replace('last:', `${extra}last:`);
      const document = await open(before);
      for (const each of ['top', 'nothing', 'note', 'tilde', 'flow']) document.set(each, `changed ${each}`);
      const after = document.toText(now);
      const again = await open(after);
      expect(['top', 'nothing', 'note', 'tilde', 'flow', 'last'].map((each) => again.get(each))).toEqual([
        ...['top', 'nothing', 'note', 'tilde', 'flow'].map((each) => `changed ${each}`),
        'end',
      ]);
      expect(after.match(/# beside$/gm)).toHaveLength(3);
    }
  });

  it.each([
    ['', '   '],
    ['\ufeff', ''],
  ])('adds in the indent of the document, byte order mark or not: %j %j', async (mark, indent) => {
    const before = `${mark}${vector('nested').replaceAll(/^(?=.)/gm, indent)}`;
    const document = await open(before);
    document.set('added', 'x');
    document.delete('last');
    const after = document.toText(now);
    expect(after).toMatch(new RegExp(`^${indent}added: ENC`, 'm'));
    expect((await open(after)).names()).toEqual(['top', 'map', 'list', 'added']);
  });

  it('adds the first value above the comments of the sops block', async () => {
    const selection = { kind: 'unencrypted_comment_regex', pattern: 'public' } as const;
    const empty = (await createSopsDocument({ ageRecipients: [recipients.one ?? ''], selection })).toText(now);
    const document = await open(`# public\n\n# public\n${empty}`);
    document.set('added', 'x');
    const after = document.toText(now);
    expect(after).toMatch(/^added: ENC.*\n# public/);
    expect((await open(after)).get('added')).toBe('x');
  });

  it('adds behind the data when the sops block stands first', async () => {
    const [data = '', block = ''] = vector('nested').split(/^(?=sops:)/m);
    const document = await open(block + data.trimEnd());
    document.set('added', 'x');
    document.set('last', 'y');
    const after = document.toText(now);
    expect(after).toMatch(/\nlast: ENC\[.*\]\nadded: ENC\[.*\]\n$/);
    expect((await open(after)).get('added')).toBe('x');
  });

  it('writes the block of every YAML document and touches the values of the first', async () => {
    const before = vector('documents');
    const document = await open(before);
    document.set('same', 'changed');
    const after = document.toText(now);
    expect(onlyIn(after, before).map(name)).toEqual(['same', ...Array(3).fill(['lastmodified', 'mac']).flat()]);
    expect((await open(after)).get('same')).toBe('changed');
  });

  it('keeps what it does not know of the sops block', async () => {
    const before = vector('nested').replace(
      '    version:',
      '    zz_future:\n        - {deep: "x"}\n    kms: []\n    pgp: null\n    version:',
    );
    const document = await readSopsDocument(before);
    expect(document.metadata.unknownKeys).toEqual(['zz_future']);
    const opened = await document.decrypt(keysOf('one'));
    opened.delete('top');
    expect(opened.toText(now)).toContain('zz_future:\n        - {deep: "x"}\n    kms: []\n    pgp: null\n');
  });

  it('works on JSON, except for adding and removing', async () => {
    const sops = (await createSopsDocument({ ageRecipients: [recipients.one ?? ''] })).toText(now);
    const entry = /enc: \|\n([\s\S]*?) {10}recipient: (\S+)/.exec(sops);
    const enc = entry?.[1]?.replaceAll(/^ +/gm, '') ?? '';
    const mac = /mac: (\S+)/.exec(sops)?.[1];
    const block = { age: [{ recipient: entry?.[2], enc }], lastmodified: '2030-01-02T03:04:05Z', mac, version: '3.13.3' };
    const document = await open(JSON.stringify({ A: '', sops: block }));
    document.set('A', 'changed');
    expect((await open(document.toText(now))).get('A')).toBe('changed');
    expect(() => document.set('B', 'x') ?? document.toText(now)).toThrow(expect.objectContaining({ code: 'UNSUPPORTED' }));
  });
});

describe('any sequence of changes', () => {
  const names = fc.constantFrom('top', 'map', 'list', 'last', 'new', 'a: b', '😀', 'true');
  const step = fc.record({ name: names, value: fc.option(fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed())) });

  it('reads back as what was set, and leaves every other value line alone', async () => {
    const before = vector('nested');
    const original = (await readSopsDocument(before)).names();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const document = await open(before);
        for (const { name: key, value } of steps) {
          if (value === null) document.delete(key);
          else document.set(key, value);
        }
        const after = document.toText(now);
        const again = await open(after);
        expect(again.names()).toEqual(document.names());
        for (const key of document.names()) expect(again.get(key)).toEqual(document.get(key));
        const touched = new Set<string>(steps.map((each) => each.name));
        for (const key of original.filter((each) => !touched.has(each))) {
          const lines = new RegExp(`^${key}:.*(?:\\n .*)*`, 'm');
          expect(lines.exec(after)?.[0]).toBe(lines.exec(before)?.[0]);
        }
      }),
      { numRuns: 60, seed: 7 },
    );
  });
});
