import { execFileSync } from 'node:child_process';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { at, envFolder } from './folder.js';

const canary = 'canary-4711';

/** A line that gives its name no value, and the words that say why. */
const refused: readonly (readonly [line: string, words: string])[] = [
  [`A=${canary}#def`, 'some tools end the value at its #'],
  [`A='it\\'s ${canary}'`, 'a quote behind a backslash'],
  [`A='${canary}' more`, 'quotes do not match'],
  [`A="${canary}`, 'quotes do not match'],
  [`A='${canary}`, 'quotes do not match'],
  [`A=${canary}\rB=1`, 'a carriage return that ends no line'],
  ['A', 'a name and no value'],
  ['export A # from outside', 'a name and no value'],
  [`A: ${canary}`, 'a colon'],
];
const unnamed = [canary, `=${canary}`, `A B=${canary}`, `É=${canary}`, `+${canary}=`];
const others = ['ENV.WITH.DOT=1', '456=1', 'my-key=1'];

describe('a line that gives no value which can be relied on', () => {
  it.each(refused)('%j is refused for its name alone, by file and line and by nothing that it says', async (line, words) => {
    const { file, provider } = await envFolder(`# first\r\nOK=1\n${line}\n`);
    const calls = [provider.get(at('A')), provider.status(at('A'))];
    for (const outcome of await Promise.allSettled(calls)) {
      const { reason } = outcome as PromiseRejectedResult;
      const message = expect.stringContaining(`${file}:3: A: `);
      expect(reason).toMatchObject({ code: 'INVALID_CONFIG', message });
      expect(reason.message).toContain(words);
      expect(inspect(reason)).not.toContain(canary);
    }
    expect(await provider.getMany([at('OK'), at('A'), at('B')])).toMatchObject([
      { record: { value: '1' } },
      { error: { code: 'INVALID_CONFIG' } },
      { absent: true },
    ]);
  });

  it.each([...refused.map(([line]) => line), ...unnamed, ...others])('%j keeps nothing else from being used', async (line) => {
    const text = `OK=1\n${line}\n# last\n`;
    const { file, provider, read } = await envFolder(text);
    expect(await provider.get(at('OK'))).toEqual({ value: '1' });
    expect(await provider.status(at('OK'))).toEqual({ state: 'present' });
    expect(await provider.get(at('NONE'))).toBeUndefined();
    expect((await provider.check()).details).toMatchObject({ file, exists: true });
    await provider.set(at('OK'), '2');
    await provider.set(at('NEW'), '3');
    expect(await read()).toBe(`${text.replace('OK=1', 'OK=2')}NEW=3\n`);
    expect(await provider.delete(at('OK'))).toBe(true);
    expect(await read()).toBe(`${text.replace('OK=1\n', '')}NEW=3\n`);
  });

  it('is replaced or removed when its own name is, where its end is known', async () => {
    const lines = ['A=x#y', "B='it\\'s'", 'C', 'export D', 'E: x'];
    const { provider, read } = await envFolder(`${lines.join(' \n')}\n# last\n`);
    for (const name of ['A', 'B', 'C', 'D', 'E']) await provider.set(at(name), `of ${name}`);
    expect(await read()).toBe("A='of A'\nB='of B' \nC='of C'\nexport D='of D'\nE='of E'\n# last\n");
    const { provider: again, read: rest } = await envFolder(`${lines.join('\n')}\n# last\n`);
    for (const name of ['A', 'B', 'C', 'D', 'E']) expect(await again.delete(at(name))).toBe(true);
    expect(await rest()).toBe('# last\n');
  });

  it.each([`A='${canary}\nmore\n`, `A="${canary}\nmore\nA=1\n`])(
    '%j stays, because nobody can say where it ends',
    async (text) => {
      const { file, provider, read } = await envFolder(text);
      for (const call of [() => provider.set(at('A'), 'x'), () => provider.delete(at('A')), () => provider.get(at('A'))])
        await expect(call()).rejects.toMatchObject({
          code: 'INVALID_CONFIG',
          message: expect.stringContaining(`${file}:1: A: `),
        });
      expect(await read()).toBe(text);
    },
  );

  it('takes in no line that is written', async () => {
    const { file, provider, read } = await envFolder("A='\nB=1\n");
    for (const name of ['B', 'NEW'])
      await expect(provider.set(at(name), '#')).rejects.toMatchObject({
        code: 'INVALID_CONFIG',
        message: expect.stringContaining(`${file}:1: A: its quotes would take in the line that is written`),
      });
    expect(await read()).toBe("A='\nB=1\n");
  });

  it('is listed when it has a value, and counted by line', async () => {
    const { provider } = await envFolder('A=x#y\nB\nC=1\nUElFQ0Ux\n');
    const names: string[] = [];
    for await (const { address } of provider.list([])) names.push('path' in address ? address.path.join() : '');
    expect(names).toEqual(['A', 'C']);
    expect((await provider.check()).details).toMatchObject({ names: 2, refusedLines: '1, 2, 4' });
  });
});

describe('a file that breaks off', () => {
  it.each(['A=1\nB=2\nNA', 'A=1\nB=2\n<html>', 'A=1\nB="\n2', "A=1\nB=2\nC='\nab=="])(
    '%j tells nothing of names that it does not have',
    async (text) => {
      const { provider, read } = await envFolder(text);
      const calls = [
        () => provider.get(at('NONE')),
        () => provider.status(at('NONE')),
        () => provider.set(at('NONE'), 'x'),
        () => provider.delete(at('NONE')),
      ];
      for (const call of calls)
        await expect(call()).rejects.toMatchObject({
          code: 'INVALID_CONFIG',
          message: expect.stringMatching(/:[23]: the file breaks off here/),
        });
      expect(await read()).toBe(text);
      expect(await provider.get(at('A'))).toEqual({ value: '1' });
      await provider.set(at('A'), '2');
      expect(await read()).toBe(text.replace('A=1', 'A=2'));
    },
  );
});

describe('a file that was written', () => {
  const values = [`it's $(touch ran) \`touch ran\``, "''; touch ran", '"; touch ran; "', '\ntouch ran\n', 'C:\\dir\\', "it's \\"];
  it('is run by no shell that reads it', async () => {
    const { path, provider } = await envFolder('# head\n');
    for (const [index, value] of values.entries()) await provider.set(at(`A${index}`), value);
    const script = 'set -a; . ./.env; ls -A; printf "%s\\0" "$A0" "$A1" "$A2" "$A3" "$A4" "$A5"';
    const output = execFileSync('bash', ['--norc', '-c', script], {
      cwd: path,
      encoding: 'utf8',
      env: { PATH: process.env.PATH },
    });
    expect(output).toBe(`.env\n${values.map((value) => `${value}\0`).join('')}`);
  });
});
