import { describe, expect, it } from 'vitest';
import { fakeIo, fakeProject } from './support.js';

const api = { stack: 'dev', component: 'api' };

function varsWith(text: string, include = '!include ./data.env'): Promise<unknown> {
  const io = fakeIo({
    '/p/atmos.yaml': 'base_path: "."\nstacks: {included_paths: ["dev"]}',
    '/p/stacks/dev.yaml': `components: {terraform: {api: {vars: {x: ${include}}}}}\n`,
    '/p/stacks/data.env': text,
  });
  const { project } = fakeProject({}, { io });
  return project.describeComponent(api).then(({ vars }) => (vars as { x?: unknown }).x);
}

describe('!include of a .env file', () => {
  it('reads what every part of keyrack reads', async () => {
    const text =
      "\ufeffA='it is' # comment\r\nexport B='one\r\ntwo'\r\nC=\"a\\nb\" # c\r\nD.E=1 # d\r\n456=x\r\nmy-key=y\r\n__proto__=z\r\n";
    expect(Object.entries((await varsWith(text)) as object)).toEqual([
      ...[
        ['456', 'x'],
        ['A', 'it is'],
        ['B', 'one\ntwo'],
        ['C', 'a\nb'],
        ['D.E', '1'],
        ['my-key', 'y'],
        ['__proto__', 'z'],
      ],
    ]);
  });

  it.each(['BAD=abc#def', "BAD='Let\\'s go!'", "BAD='open", 'BAD', 'BAD: x'])('refuses %j for its name alone', async (line) => {
    const text = `A=1\n${line}\nC=3\n`;
    expect(await varsWith(text, '!include ./data.env .C')).toBe('3');
    const refusal = /^stacks\/data\.env:2:1: BAD: .*\. /;
    await expect(varsWith(text, '!include ./data.env .BAD')).rejects.toMatchObject({
      code: 'INVALID_CONFIG',
      message: expect.stringMatching(refusal),
    });
    await expect(varsWith(text)).rejects.toThrow(refusal);
  });

  it('names a line that is nothing, when the whole file is asked for, without what it says', async () => {
    const text = 'A=1\n+canary/4711\n';
    expect(await varsWith(text, '!include ./data.env .A')).toBe('1');
    const error: unknown = await varsWith(text).catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: 'INVALID_CONFIG',
      message: expect.stringContaining('stacks/data.env:2:1: it is not NAME=value'),
    });
    expect(String(error)).not.toContain('canary');
  });
});
