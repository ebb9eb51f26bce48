import { describe, expect, it, vi } from 'vitest';
import { atmosProject, createProject, inDev, type TestProject } from './run-keyrack.js';

async function withUnknownKey(): Promise<TestProject> {
  const project = createProject({
    ...atmosProject,
    'atmos.yaml': `${atmosProject['atmos.yaml']}`.replace('kind: sops/age,', 'kind: sops/age, speck: x,'),
  });
  await project.run(['keygen']);
  await project.run(['init', '-s', 'dev'], { input: 'API_KEY=value-1\nDATABASE_URL=value-2\n' });
  return project;
}

const recipient = 'age1zee60hvkm4umtv666xeta8c29tcha759k3sejxjyt7crgwt5yywqzy0nqf';

describe('a warning of the configuration', () => {
  it('comes before what a child prints, once', async () => {
    const project = await withUnknownKey();
    const { stderr } = await project.run(['exec', ...inDev, '--', 'sh', '-c', 'echo from the child >&2']);
    const [before = '', after] = stderr.split('from the child\n');
    expect(before.match(/speck/g)).toHaveLength(1);
    expect(after).toBe('');
  });

  it('comes before a write is done', async () => {
    const project = await withUnknownKey();
    expect((await project.run(['set', 'API_KEY=x', '--force', ...inDev])).stderr).toMatch(/speck[\s\S]*\nSet secret API_KEY/);
    expect((await project.run(['delete', 'API_KEY', '--force', ...inDev])).stderr).toMatch(/speck[\s\S]*\nDeleted secret/);
    const { stderr } = await project.run(['init', '-s', 'dev'], { input: 'API_KEY=y\n' });
    expect(stderr).toMatch(/speck[\s\S]*\nInitialized 1 secret/);
  });
});

describe('a write outside of the project', () => {
  it('is told before it happens', async () => {
    const project = createProject({
      ...atmosProject,
      'atmos.yaml': `${atmosProject['atmos.yaml']}`.replace('secrets/{{ .atmos_stack }}.enc.yaml', '../up.enc.yaml'),
    });
    // The file waits for a writer of another machine, who is never taken for gone.
    const holder = { host: 'other', machine: '0', pid: 1, start: '', token: '0'.repeat(24) };
    project.write('../.up.enc.yaml.lock', JSON.stringify(holder));
    const child = project.start(['set', 'API_KEY=x', ...inDev], { SOPS_AGE_RECIPIENTS: recipient });
    let stderr = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    try {
      await vi.waitUntil(() => stderr.includes('lies outside of the project folder'), { timeout: 4000, interval: 20 });
      expect(stderr).not.toContain('error:');
    } finally {
      child.kill('SIGINT');
    }
  });
});
