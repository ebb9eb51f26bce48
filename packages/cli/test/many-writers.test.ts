import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { atmosProject, createProject, type TestProject } from './run-keyrack.js';

// More in CI: the numbers come from the environment, the assertions stay.
const writers = Number(process.env.KEYRACK_WRITERS ?? 12);
const kills = Number(process.env.KEYRACK_KILLS ?? 12);
const place = ['-s', 'dev', '-c', 'api'];
const valueFor = (index: number): string => `cAnArY-value-${index}`;

async function projectOf(names: number): Promise<TestProject> {
  const declarations = Array.from({ length: names }, (_, index) => `          N${index}: { sops: vault }\n`).join('');
  const project = createProject({
    ...atmosProject,
    'stacks/deploy/dev.yaml': `vars: { stage: dev }\ncomponents:\n  terraform:\n    api:\n      secrets:\n        vars:\n${declarations}`,
  });
  await project.run(['keygen']);
  return project;
}

describe('many writers of one file', () => {
  it(`loses none of ${writers} concurrent values`, { timeout: 300_000 }, async () => {
    const project = await projectOf(writers);
    const runs = await Promise.all(
      Array.from({ length: writers }, (_, index) =>
        project.run(['set', `N${index}`, '--stdin', ...place], { input: valueFor(index) }),
      ),
    );
    expect(runs.filter(({ code }) => code !== 0).map(({ stderr }) => stderr)).toEqual([]);
    const child = 'process.stdout.write(JSON.stringify(Object.entries(process.env).filter(([name]) => /^N\\d/.test(name))))';
    const { stdout } = await project.run(['exec', ...place, '--', process.execPath, '-e', child]);
    expect(Object.fromEntries(JSON.parse(stdout))).toEqual(
      Object.fromEntries(runs.map((_, index) => [`N${index}`, valueFor(index)])),
    );
  });

  it(`leaves the old value or the new one at each of ${kills} kills`, { timeout: 300_000 }, async () => {
    const project = await projectOf(1);
    await project.run(['set', 'N0', '--stdin', ...place], { input: valueFor(0) });
    let last = valueFor(0);
    const outcomes = { old: 0, written: 0 };
    for (let round = 1; round <= kills; round += 1) {
      const child = project.start(['set', 'N0', '--stdin', ...place]);
      child.stdin?.on('error', () => undefined).end(valueFor(round));
      const gone = new Promise((resolve) => child.on('close', resolve));
      // Over the whole life of a run, its write included.
      await new Promise((resume) => setTimeout(resume, 40 + Math.random() * 160));
      child.kill('SIGKILL');
      await gone;
      const { code, stdout } = await project.run(['get', 'N0', ...place, '--reveal', '--raw']);
      expect({ code, known: [last, valueFor(round)].includes(stdout) }).toEqual({ code: 0, known: true });
      outcomes[stdout === last ? 'old' : 'written'] += 1;
      last = stdout;
    }
    expect(outcomes.old + outcomes.written).toBe(kills);
    const folder = join(project.folder, 'secrets');
    for (const name of readdirSync(folder)) expect(readFileSync(join(folder, name), 'utf8')).not.toContain('cAnArY');
    await project.run(['set', 'N0', '--stdin', ...place], { input: 'after' });
    expect(readdirSync(folder)).toEqual(['dev.enc.yaml']);
  });
});
