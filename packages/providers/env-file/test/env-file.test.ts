import { stat } from 'node:fs/promises';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createEnvFile } from '../src/index.js';
import { at, envFolder } from './folder.js';

const canary = 'canary-4711';

describe('a value', () => {
  it.for<[string, string]>([
    ['A=plain', 'plain'],
    ['  A = spaced out  ', 'spaced out'],
    ['A=', ''],
    ['A= # nothing', ''],
    ['A=""', ''],
    ['export A=exported', 'exported'],
    ['A=value # comment', 'value'],
    ["A='# \\n $HOME' # comment", '# \\n $HOME'],
    ['A="a\\n\\r\\t\\\\\\"b" # comment', 'a\n\r\t\\"b'],
    ['A="C:\\path $X"', 'C:\\path $X'],
    ['A=`it\'s "both"`', 'it\'s "both"'],
    ['A="one\ntwo\r\nthree"', 'one\ntwo\nthree'],
    ["A=it's", "it's"],
    ['A=$X$' + '{Y}', '$X$' + '{Y}'],
    ['A=one=two', 'one=two'],
    ['A=first\r\nA=last\r\n', 'last'],
    ['\ufeffA=marked', 'marked'],
    ['# B=1\n\n  \n# A=2\nA=3', '3'],
  ])('%j is %j', async ([text, value]) => {
    const { provider } = await envFolder(text);
    expect(await provider.get(at('A'))).toEqual({ value });
  });
});

describe('a set', () => {
  const text = [
    '\ufeff# head\r\n',
    '\r\n',
    'export  A = "old"  # why\r\n',
    "B='two\r\nlines'\r\n",
    'A=older\r\n',
    'my-key.x=`kept`\r\n',
    ' C= # empty\r\n',
    'D=`d`',
  ].join('');

  it.for<[string, string, string, string]>([
    ['A', 'new', 'A=older', 'A=new'],
    ['A', 'new # one', 'A=older', "A='new # one'"],
    ['B', 'one', "B='two\r\nlines'", 'B=one'],
    ['C', 'full', 'C= #', 'C= full #'],
    ['D', '$X', '`d`', "'$X'"],
    ['D', '', '`d`', "''"],
    ['E', 'e\n', '`d`', "`d`\r\nE='e\n'\r\n"],
    ['E', 'C:\\', '`d`', "`d`\r\nE='C:\\' # the last \\ doesn't hide the quote\r\n"],
  ])('of %s changes its line and no other byte', async ([name, value, before, after]) => {
    const { provider, read } = await envFolder(text);
    await provider.set(at(name), value);
    expect(await read()).toBe(text.replace(before, after));
    expect((await provider.get(at(name)))?.value).toBe(value);
  });

  it('takes the comment along that it has put behind a backslash', async () => {
    const { provider, read } = await envFolder('A=old # why\n');
    await provider.set(at('A'), 'C:\\');
    expect(await read()).toBe("A='C:\\' # the last \\ doesn't hide the quote # why\n");
    await provider.set(at('A'), 'D:\\');
    await provider.set(at('A'), 'new');
    expect(await read()).toBe('A=new # why\n');
  });

  it('of the value that is there writes nothing', async () => {
    const { provider, file, read } = await envFolder(text);
    const { ino } = await stat(file);
    await provider.set(at('B'), 'two\nlines');
    expect([await read(), (await stat(file)).ino]).toEqual([text, ino]);
  });

  it('makes a file that its owner alone may read', async () => {
    const { provider, file, read } = await envFolder();
    await provider.set(at('A'), 'x');
    expect([await read(), (await stat(file)).mode & 0o777]).toEqual(['A=x\n', 0o600]);
  });

  it('keeps the condition that there is nothing', async () => {
    const { provider, read } = await envFolder('A=\n');
    await expect(provider.set(at('A'), canary, { ifVersion: 'absent' })).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await read()).toBe('A=\n');
  });
});

describe('a delete', () => {
  it('removes every line of the name, and no other byte', async () => {
    const { provider, read } = await envFolder('\ufeffA=1\r\n# A=\r\n\r\nB="\r\n" # b\r\n  export A=\'x\ny\' # c');
    expect([await provider.delete(at('A')), await provider.delete(at('A'))]).toEqual([true, false]);
    expect(await read()).toBe('\ufeff# A=\r\n\r\nB="\r\n" # b\r\n');
  });

  it('of the last line leaves an empty file, and makes none', async () => {
    const { provider, read } = await envFolder('A=1');
    await provider.delete(at('A'));
    expect(await read()).toBe('');
    const other = await envFolder();
    expect(await other.provider.delete(at('A'))).toBe(false);
    await expect(other.read()).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('what is no variable', () => {
  it.for([['prod', 'A'], ['my-key'], ['1A'], ['a.b'], ['A B'], ['é'], ['L'.repeat(256)]])('%j is refused', async (path) => {
    const { provider } = await envFolder('my-key=1\na.b=1\n1A=1\n');
    const code = 'INVALID_ARGUMENT';
    await expect(provider.set({ path }, 'x')).rejects.toMatchObject({ code });
    expect(await provider.getMany([at('A'), { path }])).toMatchObject([{ absent: true }, { error: { code } }]);
    for await (const entry of provider.list([])) expect.fail(`listed ${inspect(entry)}`);
  });

  it('is refused with the reason when it is of a stack', async () => {
    const { provider } = await envFolder();
    await expect(provider.get({ path: ['prod', 'api', 'A'] })).rejects.toThrow(/flat set of names.*Declare the secret global/);
  });

  it('is a value with a zero byte, which no environment holds', async () => {
    const { provider, read } = await envFolder('A=1\n');
    await expect(provider.set(at('A'), 'a\0b')).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    expect(await read()).toBe('A=1\n');
  });
});

it('starts from the base folder, and tells what is there without values', async () => {
  const { path, file } = await envFolder(`A=${canary}\nB=2\nA=3\nC=""`);
  const provider = createEnvFile({ file: '.env', baseDir: path });
  const health = await provider.check();
  expect(health).toEqual({ status: 'healthy', details: { file, exists: true, names: 3 } });
  expect(await provider.status(at('A'))).toEqual({ state: 'present' });
  expect(await provider.status(at('C'))).toEqual({ state: 'present', empty: true });
});
