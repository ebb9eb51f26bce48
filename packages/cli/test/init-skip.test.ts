import { describe, expect, it } from 'vitest';
import { atTerminal } from './at-terminal.js';
import { atmosProject, createProject, inDev } from './run-keyrack.js';

describe('an empty answer to init', () => {
  it('skips a required value with a warning, and is counted', async () => {
    const project = createProject(atmosProject);
    await project.run(['keygen']);
    const result = await atTerminal(
      project,
      ['init', '-s', 'dev', '--format', 'json'],
      [
        ['for API_KEY (sops:vault) for api (empty skips)', '\r'],
        ['for DATABASE_URL', 'value-1\r'],
        ['for OPTIONAL', '\r'],
      ],
      { stdout: 'out.json' },
    );
    expect(result).toMatchObject({ code: 0, turns: 3 });
    expect(result.all).toContain('API_KEY is required and was skipped; it still has no value');
    expect(result.all).not.toContain('OPTIONAL is required');
    expect(result.all).toContain('Initialized 1 secret(s), rotated 0, 1 unaffected, 1 required one(s) skipped');
    expect(JSON.parse(project.read('out.json'))).toMatchObject({ initialized: 1, unaffected: 1, skipped: 1, failed: 0 });
    expect((await project.run(['validate', ...inDev])).stderr).toContain('Missing required secret API_KEY');
  });

  it('keeps a value that is there', async () => {
    const project = createProject(atmosProject);
    await project.run(['keygen']);
    await project.run(['set', 'API_KEY', '--stdin', ...inDev], { input: 'old-value' });
    const result = await atTerminal(
      project,
      ['init', '-s', 'dev', '--force'],
      [
        ['for DATABASE_URL', '\r'],
        ['for OPTIONAL', '\r'],
        ['for API_KEY (sops:vault) for api (empty keeps it)', '\r'],
      ],
    );
    expect(result).toMatchObject({ code: 0, turns: 3 });
    expect(result.all).toContain('Initialized 0 secret(s), rotated 0, 2 unaffected, 1 required one(s) skipped');
    expect((await project.run(['get', 'API_KEY', ...inDev, '--reveal'])).stdout).toBe('old-value\n');
  });
});
