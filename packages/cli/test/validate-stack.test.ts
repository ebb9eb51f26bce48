import { describe, expect, it } from 'vitest';
import { atmosProject, createProject, inDev, type TestProject } from './run-keyrack.js';

// One secret of the stack, three components that carry it, of which two need no values for now.
const manifest = `vars: { stage: dev }
secrets: { vars: { SHARED: { sops: vault, required: true } } }
components:
  terraform:
    api: { secrets: { vars: { KEY: { sops: vault, required: true } } } }
    base: { metadata: { type: abstract }, secrets: { vars: { BLUEPRINT: { sops: vault, required: true } } } }
    off: { metadata: { enabled: false }, secrets: { vars: { SLEEPING: { sops: vault, required: true } } } }
    web: {}
`;
const files = { ...atmosProject, 'stacks/deploy/dev.yaml': manifest };

async function validated(project: TestProject, ...args: string[]) {
  const { code, stdout, stderr } = await project.run(['validate', ...args, '--format', 'json']);
  const { valid, missing, conflicts } = JSON.parse(stdout);
  return { code, valid, missing: missing.map(({ secret }: { secret: string }) => secret), conflicts, stderr };
}

describe('validate of a whole stack', () => {
  it('passes when init of that stack gave everything a value', async () => {
    const project = createProject(files);
    await project.run(['keygen']);
    const filled = await project.run(['init', '-s', 'dev'], { input: 'SHARED=value-1\nKEY=value-2\n' });
    expect(filled.stderr).toContain('Initialized 2 secret(s), rotated 0, 0 unaffected');
    expect(await validated(project, '-s', 'dev')).toEqual({
      code: 0,
      valid: true,
      missing: [],
      conflicts: [],
      stderr: 'All required secrets are initialized in stack dev\n',
    });
  });

  it('counts a shared secret once, and names no component for it', async () => {
    const project = createProject(files);
    const { code, missing, stderr } = await validated(project, '-s', 'dev');
    expect({ code, missing }).toEqual({ code: 1, missing: ['KEY', 'SHARED'] });
    expect(stderr).toBe(
      [
        'error: Missing required secret KEY (sops:vault) for component api',
        'error: Missing required secret SHARED (sops:vault)',
        'error: validation failed: 2 required secret(s) missing, 0 could not be checked, 0 conflict(s), 0 fault(s)\n',
      ].join('\n'),
    );
  });

  it('judges blueprints and what is disabled when they are asked for by name', async () => {
    const project = createProject(files);
    expect((await validated(project, '-s', 'dev', '-c', 'off')).missing).toEqual(['SHARED', 'SLEEPING']);
    expect((await validated(project, 'base', '-s', 'dev')).missing).toEqual(['BLUEPRINT', 'SHARED']);
  });

  it('counts once what the main file declares for every component', async () => {
    const main = `${atmosProject['atmos.yaml']}  backends: { all: { kind: sops/age, options: { file: all.enc.yaml } } }\n  vars: { LICENSE: { backend: all, required: true } }\n`;
    const project = createProject({ ...files, 'atmos.yaml': main });
    expect((await validated(project, '-s', 'dev')).missing).toEqual(['KEY', 'LICENSE', 'SHARED']);
    expect((await validated(project, ...inDev)).missing).toEqual(['KEY', 'LICENSE', 'SHARED']);
  });
});
