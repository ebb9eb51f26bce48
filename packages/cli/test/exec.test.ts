import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { atmosProject, createProject, inDev, type TestProject } from './run-keyrack.js';

async function initialised(): Promise<TestProject> {
  const project = createProject({
    ...atmosProject,
    'atmos.yaml': `${atmosProject['atmos.yaml']}env: { API_KEY: from-the-file, PLAIN: from-the-file, MINE: from-the-file }\n`,
  });
  await project.run(['keygen']);
  await project.run(['init', '-s', 'dev'], { input: 'API_KEY=a-secret\nDATABASE_URL={"host":"db"}\n' });
  return project;
}

describe('the environment of a child', () => {
  it('is ours, below env of the main configuration, below the secrets', async () => {
    const project = await initialised();
    const child = ['--', 'sh', '-c', 'printf "%s " "$API_KEY" "$PLAIN" "$MINE" "$OUTER" "$DATABASE_URL"'];
    const { stdout } = await project.run(['exec', ...inDev, ...child], {
      env: { API_KEY: 'outer', MINE: 'outer', OUTER: 'outer' },
    });
    expect(stdout).toBe('a-secret from-the-file from-the-file outer {"host":"db"} ');
  });
});

describe('a signal', () => {
  it('reaches the child, whose answer counts', async () => {
    const project = await initialised();
    const script = "process.on('SIGTERM', () => process.exit(9)); process.stdout.write('ready'); setInterval(() => {}, 1000);";
    const running = project.start(['exec', ...inDev, '--', process.execPath, '-e', script]);
    if (running.stdout) await once(running.stdout, 'data');
    running.kill('SIGTERM');
    expect(await once(running, 'exit')).toEqual([9, null]);
  });
});
