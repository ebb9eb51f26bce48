import { describe, expect, it } from 'vitest';
import { type OpenSopsDocument, readSopsDocument } from '../src/index.js';
import { keysOf, vector } from './vectors.js';

const now = new Date('2030-01-02T03:04:05.678Z');

async function open(text: string): Promise<OpenSopsDocument> {
  return (await readSopsDocument(text)).decrypt(keysOf('one'));
}

describe('a name that the rules leave in clear', () => {
  it.each([
    ['unencrypted-suffix', 'x_unencrypted', 'x'],
    ['encrypted-suffix', 'plain', 'new_password'],
    ['unencrypted-regex', 'note_x', 'plain_x'],
    ['encrypted-regex', 'plain', 'my_PASSWORD'],
    ['unencrypted-comment-regex', 'kept', 'plain'],
    ['encrypted-comment-regex', 'plain', 'beside'],
  ])('is known without a key and refused: %s', async (rule, clear, encrypted) => {
    const document = await readSopsDocument(vector(rule));
    if (rule !== 'unencrypted-comment-regex') expect(document.keptClear(clear)).toBe(true);
    expect(document.keptClear(encrypted)).toBe(rule === 'unencrypted-comment-regex');
    const opened = await document.decrypt(keysOf('one'));
    const refused = rule === 'unencrypted-comment-regex' ? encrypted : clear;
    expect(() => opened.set(refused, 'value')).toThrow(expect.objectContaining({ code: 'CLEAR_NAME' }));
    expect(opened.toText(now)).toBe(vector(rule));
  });

  it('does not pass its comment on when it is removed', async () => {
    const opened = await open(vector('unencrypted-comment-regex'));
    opened.delete('kept');
    opened.set('added', 'x');
    expect((await open(opened.toText(now))).get('Password')).toBe('thirteen');
  });

  it('is told by the comments of its own and of nobody else', async () => {
    const document = await readSopsDocument(vector('comments-beside'));
    expect(document.names().filter((each) => !document.keptClear(each))).toEqual(['inline', 'group']);
    const opened = await document.decrypt(keysOf('one'));
    opened.set('inline', 'changed');
    opened.set('group', 'flat');
    opened.delete('last');
    const again = await open(opened.toText(now));
    expect(['inline', 'group', 'after', 'end'].map((each) => again.get(each))).toEqual(['changed', 'flat', 'six', 'eight']);
  });

  it('is never sops, and never text that is not Unicode', async () => {
    const opened = await open(vector('nested'));
    for (const [bad, value] of [
      ['sops', 'x'],
      ['\ud800', 'x'],
      ['x', '\udfff'],
    ] as const) {
      expect(() => opened.set(bad, value)).toThrow(expect.objectContaining({ code: 'INVALID_VALUE' }));
    }
  });
});
