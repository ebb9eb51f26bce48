import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseYaml } from '../src/parse-yaml.js';
import { scanYaml } from '../src/scan-yaml.js';
import { vector, vectorNames } from './vectors.js';

/** Keys with characters outside ASCII, or spelled with question marks and escapes, are left to the parser. */
const beyondTheScan = new Set(['names']);

describe('the line scan', () => {
  it.each(vectorNames)('reads %s as the parser does', async (name) => {
    const scanned = scanYaml(vector(name));
    if (beyondTheScan.has(name)) expect(scanned).toBeUndefined();
    else expect(scanned).toEqual(await parseYaml(vector(name)));
  });

  it.each(['types', 'nested', 'comments', 'documents', 'rules'])(
    'never contradicts the parser on the plain file %s',
    async (name) => {
      const text = readFileSync(new URL(`vectors/plain/${name}.yaml`, import.meta.url), 'utf8');
      const scanned = scanYaml(text);
      if (scanned !== undefined) expect(scanned).toEqual(await parseYaml(text));
    },
  );

  /** Mostly what the scan knows, now and then what it must refuse. */
  const mostly = (usual: string, rare: string): fc.Arbitrary<string> =>
    fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...usual.split('|')) },
      { weight: 1, arbitrary: fc.constantFrom(...rare.split('|')) },
    );
  const line = fc.record({
    indent: fc.oneof({ weight: 5, arbitrary: fc.constantFrom(0, 4) }, { weight: 1, arbitrary: fc.constantFrom(1, 2, 3, 6, 8) }),
    dashes: mostly('||||- ', '- - |-|-  '),
    key: mostly('a:|b:|c_d:|"e":|\'f g\':|#|a.b-c/d:|a:b:', '|"":|x|? y|1:|k :|<<:|---|...|é:|a::'),
    value: mostly(
      '|| x| ENC[a:b,c=]| "q r"| \'s\'| x #c| []| {}| .5',
      ' | >| [a]| "q" # c| #c| x y| -5| - x| -| ~| *a| &a x| !!str x| x:| ...| ---',
    ),
    literal: fc.oneof(
      { weight: 9, arbitrary: fc.constant('') },
      { weight: 2, arbitrary: fc.constantFrom(' |', ' |-', ' |+', ' "open', " 'it''s'", ' "\\n"', ' x ') },
    ),
  });
  const text = fc
    .array(line, { minLength: 1, maxLength: 6 })
    .map((lines) =>
      lines.map(({ indent, dashes, key, value, literal }) => `${' '.repeat(indent)}${dashes}${key}${literal || value}`),
    );

  it('agrees with the parser wherever it answers at all', async () => {
    let answered = 0;
    await fc.assert(
      fc.asyncProperty(text, fc.boolean(), async (lines, finalNewline) => {
        const source = lines.join('\n') + (finalNewline ? '\n' : '');
        const scanned = scanYaml(source);
        if (scanned === undefined) return;
        answered += 1;
        expect(scanned).toEqual(await parseYaml(source));
      }),
      { numRuns: 20_000, seed: 11 },
    );
    // Otherwise the property would hold for a scan that refuses everything.
    expect(answered).toBeGreaterThan(800);
  });

  it('agrees with the parser on documents with lines damaged', async () => {
    const edits = fc.record({
      at: fc.nat(),
      insert: fc.constantFrom('', ' ', '  ', '\n', '#', '"', ': ', '- ', '|', '\n---\n', '[', '{}', '&a '),
    });
    const names = vectorNames.filter((name) => !beyondTheScan.has(name));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), fc.array(edits, { minLength: 1, maxLength: 3 }), async (name, changes) => {
        let source = vector(name);
        for (const { at, insert } of changes) {
          const place = at % source.length;
          source = source.slice(0, place) + insert + source.slice(insert === '' ? place + 1 : place);
        }
        const scanned = scanYaml(source);
        if (scanned !== undefined) expect(scanned).toEqual(await parseYaml(source));
      }),
      { numRuns: 800, seed: 5 },
    );
  });
});
