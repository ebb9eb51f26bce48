import { expect, it } from 'vitest';
import { at, envFolder } from './folder.js';

async function warningsOf(value: string): Promise<{ readonly warnings: string[]; readonly text: string; readonly file: string }> {
  const { provider, file, read } = await envFolder('');
  const warnings: string[] = [];
  await provider.set(at('C'), value, { warn: (message) => warnings.push(message) });
  return { warnings, text: await read(), file };
}

it('warns of a value that other tools read differently from the file', async () => {
  const { warnings, text, file } = await warningsOf('it\'s "$x"\nb');
  expect(text).toBe('C="it\'s \\"\\$x\\"\\nb"\n');
  expect(warnings).toEqual([
    `C is read differently by bash, dotenv, node and python-dotenv: no form of this value means the same to all tools. Read it from ${file} with keyrack, or encode it, as base64 for example.`,
  ]);
});

it.each(['', 'plain', 'two words\n"and" a $line', "it's\nfine"])('does not warn of %j, which all read alike', async (value) => {
  expect((await warningsOf(value)).warnings).toEqual([]);
});

it('does not warn of what was not written', async () => {
  const { provider } = await envFolder('C=old\n');
  const warnings: string[] = [];
  const options = { warn: (message: string) => warnings.push(message), ifVersion: 'absent' as const };
  await expect(provider.set(at('C'), 'it\'s "$x"', options)).rejects.toMatchObject({ code: 'CONFLICT' });
  expect(warnings).toEqual([]);
});
