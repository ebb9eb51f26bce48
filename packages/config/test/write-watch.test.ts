import { describe, expect, it } from 'vitest';
import { fakeProject } from './support.js';

function open(config: string, options: Parameters<typeof fakeProject>[1] = {}) {
  return fakeProject({ 'atmos.yaml': `${config}\nsecrets: {vars: {A: {store: local}, B: {store: local}}}` }, options).project;
}

const local = (file: string): string => `stores: {local: {kind: dotenv, options: {file: ${file}}}}`;

describe('a write to a file outside of the project', () => {
  it('adds one warning for a file, with its place; a read adds none', async () => {
    const project = open(local('../up.env'));
    const secrets = await project.resolver();
    await secrets.find('A');
    expect(project.warnings).toEqual([]);
    await secrets.set('A', 'value');
    await secrets.set('B', 'value');
    expect(project.warnings).toEqual(['/up.env lies outside of the project folder /p, as store:local (atmos.yaml:1:10) says.']);
  });

  it('is told before the value is there, each warning once', async () => {
    const heard: string[] = [];
    const project = open(local('../up.env'), {
      warn: (message) => heard.push(message),
    });
    const secrets = await project.resolver();
    const writes = [secrets.set('A', 'value'), secrets.set('B', 'value')];
    expect(heard).toEqual([expect.stringMatching(/^\/up\.env lies outside of the project folder \/p, /)]);
    await Promise.all(writes);
    expect(heard).toEqual(project.warnings);
  });

  it('is not made an inside one by the base path of the configuration, but by that of the user', async () => {
    const far = 'base_path: /far\n';
    const written = open(`${far}${local('x.env')}`);
    await (await written.resolver()).set('A', 'value');
    expect(written.warnings).toEqual([expect.stringMatching(/^\/far\/x\.env lies outside of the project folder \/p, /)]);
    for (const named of [{ basePath: '/far' }, { env: { ATMOS_BASE_PATH: '/far' } }]) {
      const given = open(local('x.env'), named);
      await (await given.resolver()).set('A', 'value');
      expect(given.warnings).toEqual([]);
    }
  });

  it.each(['x.env', 'sub/x.env', '..x.env', '/p/x.env'])('%s is inside', async (file) => {
    const project = open(local(file));
    await (await project.resolver()).set('A', 'value');
    expect(project.warnings).toEqual([]);
  });
});
