import { beforeEach, describe, expect, it } from 'vitest';
import { atTerminal } from './at-terminal.js';
import { atmosProject, createProject, inDev, type TestProject } from './run-keyrack.js';

let project: TestProject;

beforeEach(async () => {
  project = createProject(atmosProject);
  await project.run(['keygen']);
  await project.run(['set', 'API_KEY', '--stdin', ...inDev], { input: 'value-1' });
});

const hint = 'The value is masked. Add --reveal to print it.';
const get = ['get', 'API_KEY', ...inDev];

describe('a masked value', () => {
  it('is the answer of get, with one line that says so, in a pipe and at a terminal', async () => {
    expect(await project.run(get)).toEqual({ code: 0, stdout: '<MASKED>\n', stderr: `${hint}\n` });
    expect(await project.run([...get, '--format', 'json'])).toEqual({ code: 0, stdout: '"<MASKED>"\n', stderr: `${hint}\n` });
    const { code, shown } = await atTerminal(project, get, []);
    expect({ code, shown }).toEqual({ code: 0, shown: `<MASKED>\r\n${hint}\r\n` });
  });

  it('stays a value where a shell takes it, which --raw and --format env refuse', async () => {
    expect(await project.shell('X=$(keyrack get API_KEY -s dev -c api 2>/dev/null); echo "$? $X"')).toMatchObject({
      stdout: '0 <MASKED>\n',
    });
    expect(await project.shell('X=$(keyrack get API_KEY --raw -s dev -c api 2>/dev/null); echo "$? $X"')).toMatchObject({
      stdout: '1 \n',
    });
  });

  it.each([
    [['--raw'], '--raw'],
    [['-r'], '--raw'],
    [['--raw', '--format', 'text'], '--raw'],
    [['--format', 'env'], '--format env'],
  ])('is not written by %j, which says how to get the value', async (flags, named) => {
    const stderr = `error: ${named} would write <MASKED> in place of the value. Add --reveal to print the value.\n`;
    expect(await project.run([...get, ...flags])).toEqual({ code: 1, stdout: '', stderr });
    expect(await project.run([...get, ...flags, '--mask'])).toEqual({ code: 1, stdout: '', stderr });
  });

  it.each([
    ['--raw', 'value-1'],
    ['--format=env', 'API_KEY=value-1\n'],
  ])('does not arise with %s where nothing is masked', async (flag, stdout) => {
    const expected = { code: 0, stdout, stderr: '' };
    expect(await project.run([...get, flag, '--reveal'])).toEqual(expected);
    expect(await project.run([...get, flag, '--mask=false'])).toEqual(expected);
    expect(await project.run([...get, flag], { env: { ATMOS_MASK: 'false' } })).toEqual(expected);
    project.write('atmos.yaml', `${atmosProject['atmos.yaml']}settings: { terminal: { mask: { enabled: false } } }\n`);
    expect(await project.run([...get, flag])).toEqual(expected);
  });

  it('names the replacement of the project', async () => {
    project.write('atmos.yaml', `${atmosProject['atmos.yaml']}settings: { terminal: { mask: { replacement: "***" } } }\n`);
    expect((await project.run([...get, '--raw'])).stderr).toBe(
      'error: --raw would write *** in place of the value. Add --reveal to print the value.\n',
    );
  });
});
