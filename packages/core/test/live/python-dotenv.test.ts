import { describe, expect, it } from 'vitest';
import { agreed, noted, type Row, refusals } from '../dotenv/corpus.js';
import { expectNoBetterForm, expectReadBack, expectSameReading } from '../dotenv/expectations.js';
import { bash, dotenv, node, type Reader, startPythonDotenv } from '../dotenv/readers.js';

function pythonDotenv(): Promise<Reader> {
  const python = process.env.KEYRACK_PYTHON_DOTENV;
  if (python === undefined) throw new Error('KEYRACK_PYTHON_DOTENV is not set. Run: npm run test:live -- python-dotenv');
  return startPythonDotenv(python);
}

describe('python-dotenv', () => {
  it('reads what the table says', async () => {
    const read = await pythonDotenv();
    const rows: Row[] = [...agreed, ...refusals, ...noted.map(([text, own, , others]): Row => [text, own, others])];
    for (const [text, , others] of rows) {
      const found = Object.entries(await read(text)).filter(([name]) => name !== 'B' && name !== '');
      const wanted = typeof others === 'string' ? others : others['python-dotenv'];
      expect([text, found.map(([, value]) => value)]).toEqual([text, wanted === undefined ? [] : [wanted]]);
    }
  });

  it('reads a written value as it was, or was announced to differ', async () => {
    await expectReadBack('python-dotenv', await pythonDotenv(), { numRuns: 2_000 });
  });

  it('has, like the others, no form for a value that was announced to differ', async () => {
    await expectNoBetterForm([dotenv, node, await pythonDotenv(), bash], { numRuns: 2_000 });
  });

  it('reads any text as keyrack does that keyrack neither refuses nor notes anything on', async () => {
    await expectSameReading('python-dotenv', await pythonDotenv(), { numRuns: 5_000 });
  });
});
