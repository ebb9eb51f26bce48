import { execFileSync } from 'node:child_process';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMasker } from '../src/masker.js';

const masked = (value: string, text: string): string => {
  const masker = createMasker();
  masker.register(value);
  return masker.mask(text);
};

const long = 'The quick brown fox jumps over the lazy dog, again and again, until night falls.';
const base64 = Buffer.from(long).toString('base64');
const folded = (width: number): string[] => base64.match(new RegExp(`.{1,${width}}`, 'g')) ?? [];

describe('encodings', () => {
  it.each([
    ['repr of Python', 'back\\slash it\'s "x"', String.raw`'back\\slash it\'s "x"'`, "'<MASKED>'"],
    ['repr of Python, other quotes', "back\\slash it's\x1b", String.raw`"back\\slash it's\x1b"`, '"<MASKED>"'],
    ['repr of bytes in Python', 'café au lait', String.raw`b'caf\xc3\xa9 au lait'`, "b'<MASKED>'"],
    ['ascii of Python', 'café 😀 lait', String.raw`'caf\xe9 \U0001f600 lait'`, "'<MASKED>'"],
    ['inspection in Node', 'back\\slash it\'s "x"\x1b', inspect('back\\slash it\'s "x"\x1b'), '`<MASKED>`'],
    ['double quotes of YAML', 'café "au"\u2028lait', String.raw`key: "caf\xE9 \"au\"\Llait"`, 'key: "<MASKED>"'],
    ["$'…' of a shell", "café it's\nhere", String.raw`$'caf\303\251 it\'s\nhere'`, "$'<MASKED>'"],
    ['backslashes of a shell', 'two words & $more', String.raw`X=two\ words\ \&\ \$more`, 'X=<MASKED>'],
    ['shlex.quote of Python', 'it\'s "q" \\b', String.raw`X='it'"'"'s "q" \b'`, "X='<MASKED>'"],
    [
      'shlex.quote of Python, long',
      `${'x'.repeat(60)}'${'y'.repeat(59)}`,
      `'${'x'.repeat(60)}'"'"'${'y'.repeat(59)}'`,
      "'<MASKED>'",
    ],
    ['shlex.quote of Python, quotes at the ends', "'two words'", `''"'"'two words'"'"''`, "'<MASKED>'"],
    ['HTML that leaves quotes', 'a<b>"c" & \'d\'', 'a&lt;b&gt;"c" &amp; \'d\'', '<MASKED>'],
    ['HTML of Go', 'a<b>"c" & \'d\'', 'a&lt;b&gt;&#34;c&#34; &amp; &#39;d&#39;', '<MASKED>'],
    ['HTML of Python', 'a<b>"c" & \'d\'', 'a&lt;b&gt;&quot;c&quot; &amp; &#x27;d&#x27;', '<MASKED>'],
    ['base64 in lines of 64', long, folded(64).join('\n'), '<MASKED>'],
    ['base64 in lines of 76, CRLF', long, folded(76).join('\r\n'), '<MASKED>'],
    ['base64 in lines that are indented', long, folded(64).join('\n  '), '<MASKED>\n  <MASKED>'],
  ])('%s', (_, value, text, expected) => {
    expect(masked(value, text)).toBe(expected);
  });

  it('masks what Node and bash make of any text', () => {
    const value = fc
      .string({ unit: 'binary', minLength: 8, maxLength: 30 })
      .filter((text) => !text.includes('\0') && text.isWellFormed());
    fc.assert(
      fc.property(value, (text) => {
        expect(masked(text, inspect(text))).toContain('<MASKED>');
        const shell = execFileSync('bash', ['--norc', '-c', `printf %q "$0"`, text], { encoding: 'utf8', env: { LC_ALL: 'C' } });
        expect(masked(text, shell)).toContain('<MASKED>');
      }),
      { numRuns: 60 },
    );
  });
});
