import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseEnv, promisify } from 'node:util';
import { parse } from 'dotenv';
import { expect, onTestFinished } from 'vitest';

/** What a reader makes of a text. */
export type Reader = (text: string) => Promise<Readonly<Record<string, string>>>;

/** The package dotenv of npm, as `dotenv.config()` reads a file. */
export const dotenv: Reader = async (text) => ({ ...parse(text) });

/** Node, by the function behind `node --env-file`. */
export const node: Reader = async (text) => ({ ...parseEnv(text) }) as Record<string, string>;

async function inFolder<Result>(text: string, use: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'keyrack-dotenv-'));
  try {
    await writeFile(join(folder, 'file.env'), text);
    const result = await use(folder);
    // Whatever a line would run leaves a file here.
    expect(await readdir(folder)).toEqual(['file.env']);
    return result;
  } finally {
    await rm(folder, { recursive: true });
  }
}

const run = promisify(execFile);

async function environmentOf(program: string, args: readonly string[], text: string): Promise<Record<string, string>> {
  return inFolder(text, async (cwd) => {
    const { stdout } = await run(program, args, { cwd, env: { PATH: process.env.PATH }, maxBuffer: 2 ** 26 });
    const variables = stdout.split('\0').filter((variable) => variable !== '');
    return Object.fromEntries(variables.map((variable) => [variable.replace(/=[\s\S]*$/, ''), variable.replace(/^[^=]*=/, '')]));
  });
}

/** `bash` that takes a file for a part of a script; a file that runs something fails the test. */
export const bash: Reader = (text) =>
  environmentOf('bash', ['--noprofile', '--norc', '-c', 'set -a; . ./file.env 2>/dev/null; /usr/bin/env -0'], text);

/** Node itself, with `--env-file`. */
export const nodeEnvFile: Reader = (text) => {
  const print = 'process.stdout.write(Object.entries(process.env).map((pair) => pair.join("=")).join("\\0"))';
  return environmentOf(process.execPath, ['--env-file=file.env', '-e', print], text);
};

const script = `
import json, os, sys, dotenv
for line in sys.stdin:
    with open('file.env', 'w', encoding='utf-8', newline='') as file:
        file.write(json.loads(line))
    os.environ.clear()
    values = dotenv.dotenv_values('file.env', encoding='utf-8')
    print(json.dumps({name: value for name, value in values.items() if value is not None}), flush=True)
`;

/** Starts python-dotenv in this Python; it ends with the test. */
export async function startPythonDotenv(python: string): Promise<Reader> {
  const cwd = await mkdtemp(join(tmpdir(), 'keyrack-dotenv-'));
  const child = spawn(python, ['-c', script], { cwd, stdio: ['pipe', 'pipe', 'ignore'] });
  onTestFinished(async () => {
    child.kill();
    await rm(cwd, { recursive: true });
  });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return async (text) => {
    child.stdin.write(`${JSON.stringify(text)}\n`);
    const { value, done } = await answers.next();
    if (done) throw new Error('python-dotenv ended');
    return JSON.parse(value);
  };
}
