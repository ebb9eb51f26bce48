import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { atmosProject, createProject, inDev, type TestProject } from './run-keyrack.js';

function linked(links: Readonly<Record<string, string>>): TestProject {
  const project = createProject(atmosProject);
  for (const [name, target] of Object.entries(links)) symlinkSync(target, join(project.folder, 'stacks', name));
  return project;
}

// The bundle is not the source: it imports the modules of Node in its own way.
describe('the built command, with a link among the stacks', () => {
  it.each([
    ['deploy/here', '.'],
    ['deploy/up', '..'],
    ['deploy/gone.md', 'nothing'],
    ['deploy/gone', '../nothing'],
    ['deploy/circle', 'circle'],
    ['deploy/_other.yaml', 'dev.yaml'],
  ])('%s -> %s lists what there is without it', async (name, target) => {
    const project = linked({ [name]: target });
    const { code, stdout, stderr } = await project.run(['list', ...inDev]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('DATABASE_URL');
    expect(stdout).toContain('API_KEY');
  });

  it.each([
    ['deploy/gone.yaml', '../nothing.yaml'],
    ['deploy/circle.yaml', 'circle.yaml'],
  ])('%s -> %s warns of it and lists the rest', async (name, target) => {
    const { code, stdout, stderr } = await linked({ [name]: target }).run(['list', ...inDev]);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: `warning: stacks/${name} is a link that leads nowhere and was passed over. Mend or remove it.\n`,
    });
    expect(stdout).toContain('API_KEY');
  });

  it('to another manifest reads that under both names', async () => {
    const project = createProject({ 'keyrack.yaml': '{}\n', 'stacks/dev.yaml': 'components: { terraform: { api: {} } }\n' });
    symlinkSync('dev.yaml', join(project.folder, 'stacks/dev2.yaml'));
    const { code, stderr } = await project.run(['describe', 'component', 'api', '-s', 'dev2']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });
});
