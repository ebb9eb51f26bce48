import { describe, expect, it, test } from 'vitest';
import { fakeIo, fakeProject, thrown } from './support.js';

const stacks = { '/p/stacks/dev.yaml': 'components: {terraform: {api: {}}}' };
const opened = (files: Readonly<Record<string, string>>, options: Parameters<typeof fakeProject>[1] = {}) =>
  fakeProject({ ...stacks, ...files }, options).project;

describe('finding the configuration', () => {
  it('merges all sources, later ones win, keyrack.yaml last', () => {
    const project = opened({
      '/usr/local/etc/atmos/atmos.yaml': 'env: {FROM: system, SYSTEM: x}',
      '/home/u/.atmos/atmos.yaml': 'env: {FROM: home}',
      '/p/atmos.yaml': 'env: {FROM: project, A: b}',
      '/p/keyrack.yaml': 'env: {FROM: keyrack}',
    });
    expect(project.env).toEqual({ FROM: 'keyrack', SYSTEM: 'x', A: 'b' });
    expect(project.configFiles).toEqual([
      '/usr/local/etc/atmos/atmos.yaml',
      '/home/u/.atmos/atmos.yaml',
      '/p/atmos.yaml',
      '/p/keyrack.yaml',
    ]);
  });

  it('looks upwards and at the git root only when the directory has none of its own', () => {
    const files = {
      '/r/.git/HEAD': '',
      '/r/atmos.yaml': 'env: {ROOT: x}',
      '/r/a/.atmos.yaml': 'env: {A: x}',
      '/r/a/b/c.txt': '',
      '/r/z/atmos.d/x.yaml': 'env: {Z: x}',
    };
    expect(opened(files, { cwd: '/r/a/b' }).env).toEqual({ ROOT: 'x', A: 'x' });
    expect(opened(files, { cwd: '/r/a' }).env).toEqual({ A: 'x' });
    expect(opened(files, { cwd: '/r/z' }).env).toEqual({ Z: 'x' });
    expect(opened(files, { cwd: '/r/a/b', env: { ATMOS_GIT_ROOT_BASEPATH: 'false' } }).env).toEqual({ A: 'x' });
  });

  it('takes the path of the environment, KEYRACK_ before ATMOS_', () => {
    const files = { '/c/one/atmos.yaml': 'env: {C: one}', '/c/two.yaml': 'env: {C: two}' };
    expect(opened(files, { env: { ATMOS_CLI_CONFIG_PATH: '/c/one' } }).env).toEqual({ C: 'one' });
    expect(opened(files, { env: { ATMOS_CLI_CONFIG_PATH: '/c/one', KEYRACK_CLI_CONFIG_PATH: '/c/two.yaml' } }).env).toEqual({
      C: 'two',
    });
  });

  it('looks neither upwards nor at the git root when the environment names a place', () => {
    const files = { '/r/.git/HEAD': '', '/r/atmos.yaml': 'env: {ROOT: x}', '/r/a/atmos.yaml': 'env: {A: x}', '/r/a/b/c.txt': '' };
    const named = { ...files, '/c/atmos.yaml': 'env: {C: x}' };
    expect(opened(named, { cwd: '/r/a/b', env: { ATMOS_CLI_CONFIG_PATH: '/c' } }).env).toEqual({ C: 'x' });
  });

  it('takes variables for itself from env of the main file, below those of the process', async () => {
    const env = 'env: {ATMOS_STACKS_NAME_TEMPLATE: of-the-file, ATMOS_STACKS_INCLUDED_PATHS: dev}';
    const file = { '/p/atmos.yaml': `base_path: "."\n${env}`, '/p/stacks/other.yaml': 'components: {terraform: {api: {}}}' };
    expect(await opened(file).stacks()).toEqual(['of-the-file']);
    expect(await opened(file, { env: { ATMOS_STACKS_NAME_TEMPLATE: 'of-the-process' } }).stacks()).toEqual(['of-the-process']);
  });

  it('looks for keyrack.yaml in the same places', () => {
    const files = {
      '/home/u/.atmos/keyrack.yaml': 'env: {HOME: x}',
      '/r/.git/HEAD': '',
      '/r/keyrack.yaml': 'env: {ROOT: x}',
      '/r/a/.keyrack.yml': 'env: {A: x}',
      '/r/a/b/c.txt': '',
    };
    expect(opened(files, { cwd: '/r/a/b' }).env).toMatchObject({ ROOT: 'x', A: 'x' });
    expect(opened(files, { cwd: '/r/a' }).env).not.toHaveProperty('ROOT');
  });

  it('leaves sections and component types alone that it does not know', async () => {
    const project = opened({
      '/p/atmos.yaml':
        'base_path: "."\ntoolchain: {x: y}\nworkflows: [1]\nlogs: {level: Info}\ncast: text\nsettings: {experimental: error}',
      '/p/stacks/dev.yaml': 'hooks: {a: 1}\ncast: [1]\ncomponents: {emulator: {x: {dependencies: 5}}, mine: {y: {}}}',
    });
    expect((await project.instances()).map(({ component, type }) => [component, type])).toEqual([
      ['x', 'emulator'],
      ['y', 'mine'],
    ]);
    expect(project.warnings).toEqual([]);
  });

  it('uses files and directories that are named, and nothing else', () => {
    const files = { '/p/atmos.yaml': 'env: {X: own}', '/c/a.yaml': 'env: {A: x}', '/d/atmos.yaml': 'env: {D: x}' };
    expect(opened(files, { configFiles: ['/c/a.yaml'], configPaths: ['../d'] }).env).toEqual({ A: 'x', D: 'x' });
    expect(thrown(() => opened(files, { configFiles: ['no.yaml'] })).message).toContain('there is no configuration at ./no.yaml');
  });

  it('merges fragments before the file beside them, and imports below the importing file', () => {
    const project = opened({
      '/p/.atmos.d/deep/x.yml': 'env: {F: fragment, D: deep}',
      '/p/atmos.yaml': 'import: [shared/*.yaml, absent.yaml, "https://example.com/x.yaml"]\nenv: {F: file}',
      '/p/shared/one.yaml': 'env: {F: import, I: x}',
      '/p/shared/broken.yaml': 'env: [',
    });
    expect(project.env).toEqual({ F: 'file', D: 'deep', I: 'x' });
    expect(project.warnings).toEqual([
      expect.stringContaining('absent.yaml was not found'),
      expect.stringContaining('https://example.com/x.yaml is not supported'),
      expect.stringContaining('/p/atmos.yaml failed'),
    ]);
  });

  it('says what it looked for when there is nothing', () => {
    const { code, message } = thrown(() => fakeProject({ '/q/readme': '' }, { cwd: '/q' }));
    expect(code).toBe('INVALID_CONFIG');
    expect(message).toContain('no configuration found. Looked for keyrack.yaml and atmos.yaml in /q');
  });

  it('falls back to the defaults of Atmos where there are stacks', async () => {
    const { project } = fakeProject({
      'stacks/orgs/a.yaml': 'vars: {tenant: a, environment: b, stage: c}\ncomponents: {terraform: {x: {}}}',
      'stacks/other.yaml': 'x: 1',
    });
    expect(await project.stacks()).toEqual(['a-b-c']);
  });
});

describe('layouts', () => {
  test.each([
    [{ '/p/atmos.yaml': 'a: 1' }, 'atmos'],
    [{ '/p/keyrack.yaml': 'a: 1' }, 'default'],
    [{ '/p/keyrack.yaml': 'a: 1', '/p/atmos.yaml': 'a: 1' }, 'atmos'],
    [{ '/p/keyrack.yaml': 'layout: default', '/p/atmos.yaml': 'a: 1' }, 'default'],
    [{ '/p/keyrack.yaml': 'a: 1', '/home/u/.atmos/atmos.yaml': 'a: 1' }, 'default'],
  ])('%o has the layout %s', (files, layout) => {
    expect(opened(files).layout).toBe(layout);
  });
});

describe('tags in the main configuration', () => {
  it('evaluates functions of this machine', () => {
    const project = opened(
      {
        '/p/.git/HEAD': '',
        '/p/atmos.yaml':
          'env:\n  A: !env NAME\n  B: !env MISSING fallback\n  C: !repo-root\n  D: !cwd\n  E: !exec echo 1\n  F: !include f.yaml .x\n  G: !random 5 9\n  H: !unset',
        '/p/f.yaml': 'x: included',
      },
      { env: { NAME: 'n' } },
    );
    expect(project.env).toEqual({ A: 'n', B: 'fallback', C: '/p', D: '/p', E: 'ran echo 1', F: 'included', G: '5' });
  });

  it('evaluates facts of git', () => {
    const asked: string[] = [];
    const exec = (command: string): string => {
      asked.push(command);
      return command === 'git remote get-url origin' ? 'git@example.com:team/app.git\n' : 'answer\n';
    };
    const parts = 'S: !git.sha , B: !git.branch , R: !git.ref , O: !git.owner , N: !git.name , H: !git.host , F: !git.repository';
    const files = { '/p/.git/HEAD': '', '/p/atmos.yaml': `env: {${parts}, T: !git.root }` };
    expect(opened({}, { io: { ...fakeIo(files), exec } }).env).toEqual({
      S: 'answer',
      B: 'answer',
      R: 'answer',
      O: 'team',
      N: 'app',
      H: 'example.com',
      F: 'team/app',
      T: '/p',
    });
    expect(asked).toContain('git rev-parse HEAD');
  });

  test.each(['!secret X', '!store s c k', '!store.get s k', '!nonsense'])('refuses %s and lists those that work', (tag) => {
    const { message } = thrown(() => opened({ '/p/atmos.yaml': `a:\n  b: ${tag}` }));
    expect(message).toContain('atmos.yaml:2:6: the tag !');
    expect(message).toContain('!repo-root');
  });
});

describe('base_path', () => {
  const files = { '/r/.git/HEAD': '', '/r/infra/stacks/x.yaml': 'a: 1', '/r/stacks/x.yaml': 'a: 1', '/r/infra/sub/x': '' };
  test.each([
    ['.', '/r/infra'],
    ['./sub', '/r/infra/sub'],
    ['..', '/r'],
    ['infra', '/r/infra'],
    ['/abs', '/abs'],
    ['', '/r'],
  ])('%j is %s', (path, expected) => {
    const all = { ...files, '/r/infra/atmos.yaml': `base_path: "${path}"` };
    expect(fakeProject(all, { cwd: '/r/infra' }).project.basePath).toBe(expected);
  });

  it('is relative to the working directory when it comes from outside', () => {
    const all = { ...files, '/r/infra/atmos.yaml': 'base_path: "."' };
    expect(fakeProject(all, { cwd: '/r/infra', basePath: 'sub' }).project.basePath).toBe('/r/infra/sub');
    expect(fakeProject(all, { cwd: '/r/infra', env: { ATMOS_BASE_PATH: '..' } }).project.basePath).toBe('/r');
  });
});
