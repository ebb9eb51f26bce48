import { describe, expect, it, test } from 'vitest';
import { openProjectWith } from '../src/open-project.js';
import { fakeIo, fakeProvider } from './support.js';

const api = { stack: 'dev', component: 'api' };

/** A project whose provider keeps a file and says so by its options. */
function open(config: string) {
  const made: unknown[] = [];
  const provider = fakeProvider('dotenv');
  const factory = (options: unknown) => {
    made.push(options);
    return provider;
  };
  const io = fakeIo({
    '/p/keyrack.yaml': `base_path: infra\nstacks: {included_paths: ["*"]}\n${config}\n`,
    '/p/infra/stacks/dev.yaml':
      'name: dev\ncomponents: {terraform: {api: {secrets: {vars: {A: {backend: local, scope: global}}}}}}\n',
  });
  const module = { options: ['file', 'baseDir', 'lockTimeoutMs'], install: '', factory };
  return { project: openProjectWith({ cwd: '/p', env: {}, homeDir: '/home/u', io }, () => async () => module), made, provider };
}

describe('a store in a .env file', () => {
  test.each([
    ['secrets.backends', 'secrets: {backends: {local: {kind: dotenv, options: {file: .env.local}}}}', '/p/infra'],
    ['stores', 'stores: {local: {kind: dotenv, options: {file: .env.local, base_dir: api}}}', '/p/infra/api'],
  ])('under %s starts from the base path of the project', async (_title, config, baseDir) => {
    const { project, made, provider } = open(config);
    await (await project.resolver(api)).set('A', 'v');
    expect(made).toEqual([{ file: '.env.local', baseDir }]);
    expect([...provider.values]).toEqual([['A', 'v']]);
    expect(project.warnings).toEqual([]);
  });

  it('says that its file is missing from the options', async () => {
    for (const config of ['secrets: {backends: {local: {kind: dotenv}}}', 'stores: {local: {kind: dotenv}}']) {
      const { project } = open(config);
      await expect((async () => (await project.resolver(api)).set('A', 'v'))()).rejects.toThrow(
        'the store local (dotenv) needs file under options',
      );
    }
  });
});
