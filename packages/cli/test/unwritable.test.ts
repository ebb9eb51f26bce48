import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { atmosProject, createProject, type TestProject } from './run-keyrack.js';

const here = '-s dev -c api';

async function initialised(): Promise<TestProject> {
  const project = createProject(atmosProject);
  await project.run(['keygen']);
  await project.run(['init', '-s', 'dev'], { input: 'API_KEY=a-secret\nDATABASE_URL={"host":"db"}\n' });
  return project;
}

describe.runIf(existsSync('/dev/full'))('a message that nobody can be told', () => {
  it.each(['2>/dev/full', '2>&-', '2>&1 >/dev/null | true'])('by %s leaves a child its time and its code', async (where) => {
    const project = await initialised();
    const child = `sh -c 'sleep 0.5; touch "$API_KEY"; exit 3'`;
    // The optional secret without a value is warned about.
    const { stdout } = await project.shell(`{ keyrack exec ${here} -- ${child}; echo "code $?" >code; } ${where}`);
    expect(stdout).toBe('');
    await expect.poll(() => project.files()).toContain('code');
    expect(project.read('code')).toBe('code 3\n');
    expect(project.files()).toContain('a-secret');
  });

  it.each([
    [`list ${here}`, 0],
    [`validate ${here} --format json`, 0],
    [`get OPTIONAL ${here}`, 1],
    [`get API_KEY ${here} --reveal`, 0],
    [`set OPTIONAL=x ${here} --format json`, 0],
    [`delete API_KEY ${here} --force`, 0],
    ['keygen', 0],
    ['keygen --no-such-flag', 2],
  ] as const)('does not change what %s returns', async (line, code) => {
    const project = await initialised();
    const { stdout } = await project.shell(`keyrack ${line} >out 2>/dev/full; echo "code $?"`);
    expect(stdout).toBe(`code ${code}\n`);
    if (line.includes('json')) expect(JSON.parse(project.read('out'))).toMatchObject({});
  });

  it('does not lose the data behind it', async () => {
    const project = await initialised();
    await project.shell('keyrack keygen --force >out 2>/dev/full');
    expect(project.read('out')).toMatch(/^age1[a-z0-9]+\n$/);
  });
});

describe.runIf(existsSync('/dev/full'))('data that cannot be written', () => {
  it.each([
    '--version',
    '--help',
    'exec --help',
    `get API_KEY ${here} --reveal`,
    `get API_KEY ${here}`,
    `list ${here}`,
    `list ${here} --format json`,
    `describe component api -s dev`,
    `validate ${here} --format json`,
    `set API_KEY=new ${here} --format json --force`,
    `delete API_KEY ${here} --force --format json`,
    `init api -s dev --dry-run --format json </dev/null`,
    'keygen',
  ])('fails, and is told: %s', async (line) => {
    const project = await initialised();
    const { stdout, stderr } = await project.shell(`keyrack ${line} >/dev/full; echo "code $?"`);
    expect(stdout).toBe('code 1\n');
    expect(stderr).toContain('error: cannot write the output (ENOSPC).\n');
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('fails also when nobody can be told', async () => {
    const project = await initialised();
    const { stdout } = await project.shell(`keyrack list ${here} >/dev/full 2>/dev/full; echo "code $?"`);
    expect(stdout).toBe('code 1\n');
  });
});

describe('standard output that is closed', () => {
  it.each([`get API_KEY ${here} --reveal`, 'describe component api -s dev --mask=false'])('makes %s fail', async (line) => {
    const project = await initialised();
    const { stdout, stderr } = await project.shell(`keyrack ${line} >&-; echo "code $?"`);
    expect(stdout).toBe('code 1\n');
    expect(stderr).toMatch(/^error: standard output is closed/);
    expect(stderr).not.toContain('a-secret');
  });

  it('is no matter to what prints nothing there, nor is output that is thrown away', async () => {
    const project = await initialised();
    for (const line of [`exec ${here} -- true >&-`, `get API_KEY ${here} --reveal >/dev/null`, `list ${here} >/dev/null`]) {
      const { stdout } = await project.shell(`keyrack ${line}; echo "code $?"`);
      expect(stdout).toBe('code 0\n');
    }
  });

  it('is told from a file', async () => {
    const project = await initialised();
    const { stdout } = await project.shell(`keyrack get API_KEY ${here} --reveal >out; cat out; cat <out >&2`);
    expect(stdout).toBe('a-secret\n');
    expect(existsSync(join(project.folder, 'out'))).toBe(true);
  });
});
