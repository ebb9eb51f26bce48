import { mkdirSync, readdirSync, readFileSync, realpathSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { atmosProject, createProject, inDev, type TestProject } from './run-keyrack.js';

const pattern = 'secrets/{{ .atmos_stack }}.enc.yaml';

function withFile(file: string): TestProject {
  return createProject({ ...atmosProject, 'atmos.yaml': (atmosProject['atmos.yaml'] ?? '').replace(pattern, file) });
}

/** The real folder above the project, which tests may write into. */
const above = (project: TestProject): string => realpathSync(join(project.folder, '..'));
const set = (project: TestProject, name = 'API_KEY') =>
  project.run(['set', name, '--stdin', ...inDev], { input: 'value', env: { SOPS_AGE_RECIPIENTS: recipient } });
const recipient = 'age1zee60hvkm4umtv666xeta8c29tcha759k3sejxjyt7crgwt5yywqzy0nqf';

describe('a write outside of the project', () => {
  it.each([
    ['a path that leads up', '../up.enc.yaml', 'up.enc.yaml'],
    ['an absolute path', 'ABSOLUTE', 'abs.enc.yaml'],
    ['a link to a folder', 'linked/x.enc.yaml', 'far/x.enc.yaml'],
    ['a link to a file that is not there yet', 'link.enc.yaml', 'far/target.enc.yaml'],
  ])('by %s happens, and is told with the file and who names it', async (_, file, expected) => {
    const project = withFile(file);
    const root = above(project);
    if (file === 'ABSOLUTE') project.write('atmos.yaml', project.read('atmos.yaml').replace('ABSOLUTE', join(root, expected)));
    mkdirSync(join(root, 'far'));
    symlinkSync(join(root, 'far'), join(project.folder, 'linked'));
    symlinkSync('../far/target.enc.yaml', join(project.folder, 'link.enc.yaml'));
    const { code, stderr } = await set(project);
    expect({ code, told: stderr.split('lies outside of the project folder').length - 1 }).toEqual({ code: 0, told: 1 });
    const told = `${join(root, expected)} lies outside of the project folder ${project.folder}, as sops:vault (atmos.yaml:8:5) says.`;
    expect(stderr).toContain(`warning: ${told}\n`);
    expect(readFileSync(join(root, expected), 'utf8')).toMatch(/^API_KEY: ENC/);
  });

  it('is told once for a file, whatever the number of values, and a reader is told nothing', async () => {
    const project = withFile('../up.enc.yaml');
    const input = 'API_KEY=one\nDATABASE_URL=two\n';
    const init = await project.run(['init', '-s', 'dev'], { input, env: { SOPS_AGE_RECIPIENTS: recipient } });
    expect(init.stderr.split('lies outside of the project folder')).toHaveLength(2);
    expect((await project.run(['list', '-s', 'dev'])).stderr).not.toContain('outside');
  });

  it('is no news inside, also below a repository that holds the project', async () => {
    expect((await set(createProject(atmosProject))).stderr).not.toContain('outside');
    const project = withFile('../up.enc.yaml');
    mkdirSync(join(project.folder, '..', '.git'));
    expect((await set(project)).stderr).not.toContain('outside');
  });
});

describe('the name of a stack', () => {
  it('does not become a path that climbs', async () => {
    const project = createProject({
      ...atmosProject,
      'stacks/deploy/dev.yaml': (atmosProject['stacks/deploy/dev.yaml'] ?? '').replace('stage: dev', 'stage: a-../../../b'),
    });
    const place = ['-s', 'a-../../../b', '-c', 'api'];
    const refused = await project.run(['set', 'API_KEY', '--stdin', ...place], {
      input: 'value',
      env: { SOPS_AGE_RECIPIENTS: recipient },
    });
    expect(refused).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('cannot be part of a file name') });
    expect(project.files()).toEqual(['atmos.yaml', 'stacks/deploy/dev.yaml', 'stacks/deploy/prod.yaml']);
    expect(readdirSync(above(project)).sort()).toEqual(['home', 'project']);
    expect((await project.run(['list', ...place])).stdout).toContain('\terror\n');
  });
});
