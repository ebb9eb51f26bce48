import { describe, expect, it } from 'vitest';
import { atmosProject, createProject, inDev, type TestProject } from './run-keyrack.js';

async function projectWith(input: string): Promise<TestProject> {
  const project = createProject({ ...atmosProject, 'in.env': input });
  await project.run(['keygen']);
  return project;
}

const init = ['init', '-s', 'dev', '--input', 'in.env', '--format', 'json'] as const;
const stored = async (project: TestProject, name: string): Promise<string> =>
  (await project.run(['get', name, ...inDev, '--reveal'])).stdout;

describe('init --input', () => {
  it.each([
    ["API_KEY='it is'   # comment", 'it is'],
    ["API_KEY='one\ntwo'", 'one\ntwo'],
    ['API_KEY="one\ntwo" # three', 'one\ntwo'],
    ['API_KEY=`it\'s "both"\n`', 'it\'s "both"\n'],
    ['export API_KEY=x\r\nB=2\r\n', 'x'],
    ["\ufeffAPI_KEY='#'", '#'],
    ["API_KEY=it's", "it's"],
  ])('reads %j as neighbours do', async (text, value) => {
    const project = await projectWith(text);
    expect(await project.run(init)).toMatchObject({ code: 0 });
    expect(await stored(project, 'API_KEY')).toBe(`${value}\n`);
  });

  it.each([
    ['DATABASE_URL=abc#def', 'some tools end the value at its #'],
    ["DATABASE_URL='Let\\'s go!'", 'a quote behind a backslash'],
    ["DATABASE_URL='open", 'its quotes do not match'],
    ['DATABASE_URL', 'it has a name and no value'],
    ['DATABASE_URL: x', 'it has a colon'],
  ])('refuses %j for that name alone, with its line', async (line, words) => {
    const project = await projectWith(`ENV.WITH.DOT=1\n456=1\n${line}\nAPI_KEY=value-1\n`);
    const result = await project.run(init);
    expect(result).toMatchObject({ code: 1, stderr: expect.stringContaining(`in.env:3: DATABASE_URL: ${words}`) });
    expect(result.stderr).toContain('1 line of in.env was not read: 3');
    expect(JSON.parse(result.stdout)).toMatchObject({ initialized: 1, failed: 1 });
    expect(await stored(project, 'API_KEY')).toBe('value-1\n');
    expect((await project.run(['get', 'DATABASE_URL', ...inDev, '--reveal'])).stderr).toContain('not initialized');
  });

  it('repeats no piece of a value that was broken into lines', async () => {
    const project = await projectWith(
      'API_KEY=-----BEGIN KEY-----\nUElFQ0Ux\n+piece/2\ncGllY2Uz==\n-----END KEY-----\nSTRANGER=1\n',
    );
    const { stderr, code } = await project.run(init);
    expect(stderr).toContain('3 lines of in.env were not read: 2, 3, 5');
    expect(stderr).toContain('not declared here: line 4, line 6');
    expect(stderr).not.toMatch(/UElF|piece|cGll/);
    expect(code).toBe(0);
  });

  it('says where other tools would read another value', async () => {
    const project = await projectWith('API_KEY="a\\tb"\nDATABASE_URL=$HOST/x\n');
    const { code, stderr } = await project.run(init);
    expect(code).toBe(0);
    expect(stderr).toContain('in.env:1: API_KEY: tools differ on what its backslashes mean in double quotes');
    expect(stderr).toContain('in.env:2: DATABASE_URL: its $ is text here, and to some tools the name of a variable');
    expect(await stored(project, 'DATABASE_URL')).toBe('$HOST/x\n');
  });
});

describe('get --format env', () => {
  const hostile = 'it\'s `touch ran` $(touch ran)"; touch ran; "';
  it.each([
    ['two words\n"and" a $line', undefined],
    ["it's\nfine", undefined],
    ["''; touch ran", undefined],
    [hostile, 'dotenv, node and python-dotenv'],
    ['C:\\dir\\', 'python-dotenv'],
  ])('writes %j so that a shell reads it and runs nothing, and says who differs', async (value, readers) => {
    const project = await projectWith('');
    await project.run(['set', 'API_KEY', '--stdin', ...inDev], { input: value });
    const get = `keyrack get API_KEY ${inDev.join(' ')} --reveal --format env`;
    const { stdout, stderr } = await project.shell(`${get} > out.env; set -a; . ./out.env; printf %s "$API_KEY"`);
    expect([stdout, project.files().includes('ran')]).toEqual([value, false]);
    const warning = `API_KEY is read differently by ${readers}: no form of this value means the same to all tools`;
    expect(stderr.includes('is read differently')).toBe(readers !== undefined);
    if (readers !== undefined) expect(stderr).toContain(warning);
  });

  it('refuses a name that a shell would run', async () => {
    const project = createProject({
      'keyrack.yaml':
        'secrets: {backends: {local: {kind: sops/age, options: {file: s.enc.yaml}}}, vars: {"$(touch ran)": {backend: local}}}',
    });
    await project.run(['keygen']);
    expect((await project.run(['set', '$(touch ran)', '--stdin'], { input: 'value-1' })).code).toBe(0);
    const result = await project.run(['get', '$(touch ran)', '--reveal', '--format', 'env']);
    expect(result).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('cannot be the name in a dotenv file') });
  });
});
