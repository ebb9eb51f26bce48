import { describe, expect, it } from 'vitest';
import { atmosProject, createProject, inDev } from './run-keyrack.js';

const auth = `auth:
  identities:
    team/reader: { kind: aws/ambient }
    team/admin: { kind: anything }
`;
const withIdentities = { ...atmosProject, 'atmos.yaml': `${atmosProject['atmos.yaml']}${auth}` };

describe('--identity', () => {
  it('without a name lists the identities where nobody can be asked', async () => {
    const project = createProject(withIdentities);
    expect(await project.run(['list', ...inDev, '--identity'])).toEqual({
      code: 1,
      stdout: '',
      stderr: 'error: --identity has no name, and there is no terminal to ask at. Name one of team/reader, team/admin.\n',
    });
    const none = await createProject(atmosProject).run(['list', ...inDev, '-i']);
    expect(none).toMatchObject({ code: 1, stderr: expect.stringContaining('the project has no identities') });
  });

  it.each([['--identity=nobody'], ['--identity', 'nobody'], ['--identity=false'], ['-i', 'team/admin']])(
    'is no matter to backends that need none: %s %s',
    async (...flag) => {
      const project = createProject(withIdentities);
      await project.run(['keygen']);
      expect(await project.run(['set', 'API_KEY', '--stdin', ...inDev, ...flag], { input: 'value-1' })).toMatchObject({
        code: 0,
      });
      expect((await project.run(['get', 'API_KEY', '--reveal', ...inDev, ...flag])).stdout).toBe('value-1\n');
    },
  );

  it('says what it takes', async () => {
    const { stdout } = await createProject(atmosProject).run(['get', '--help']);
    expect(stdout).toContain('-i, --identity [name]');
    expect(stdout).not.toContain('not applied');
  });
});
