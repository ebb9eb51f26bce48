import { beforeEach, describe, expect, it } from 'vitest';
import { atmosProject, createProject, inDev, type TestProject } from './run-keyrack.js';

let project: TestProject;

/** Sets a value and gives it a type as another tool would have written it. */
async function store(name: string, plaintext: string, type: string): Promise<void> {
  expect((await project.run(['set', name, '--stdin', ...inDev], { input: plaintext })).code).toBe(0);
  const file = 'secrets/dev.enc.yaml';
  project.write(file, project.read(file).replace(new RegExp(`^(${name}: .*),type:str\\]$`, 'm'), `$1,type:${type}]`));
}

beforeEach(async () => {
  project = createProject(atmosProject);
  expect((await project.run(['keygen'])).code).toBe(0);
});

describe('a date in a SOPS file', () => {
  const date = '2024-05-01T00:00:00Z';

  it('has no quotes in get, exec and dotenv output, and those of a string in JSON', async () => {
    await store('DATABASE_URL', date, 'time');
    await store('API_KEY', 'x', 'str');
    const get = ['get', 'DATABASE_URL', ...inDev, '--reveal'];
    expect((await project.run(get)).stdout).toBe(`${date}\n`);
    expect((await project.run([...get, '--raw'])).stdout).toBe(date);
    expect((await project.run([...get, '--format', 'json'])).stdout).toBe(`"${date}"\n`);
    expect((await project.run([...get, '--format', 'env'])).stdout).toContain(date);
    expect((await project.run([...get, '--format', 'env'])).stdout).not.toContain('\\"');
    const script = 'process.stdout.write(process.env.DATABASE_URL)';
    expect((await project.run(['exec', ...inDev, '--', process.execPath, '-e', script])).stdout).toBe(date);
  });

  it('is that text in a component, too', async () => {
    await store('API_KEY', date, 'time');
    const { stdout } = await project.run(['describe', 'component', 'api', '-s', 'dev', '--reveal', '--format', 'json']);
    expect(JSON.parse(stdout).vars.api_key).toBe(date);
  });
});

describe('a number or boolean in a SOPS file', () => {
  it.each([
    ['9007199254740993', 'int', '9007199254740993', '9007199254740993'],
    ['1500000', 'float', '1.5e+06', '1.5e+06'],
    ['+Inf', 'float', '.inf', '".inf"'],
    ['True', 'bool', 'true', 'true'],
  ])('%s of the type %s is %s as text and %s as JSON', async (plaintext, type, text, json) => {
    await store('API_KEY', plaintext, type);
    const get = ['get', 'API_KEY', ...inDev, '--reveal'];
    expect((await project.run(get)).stdout).toBe(`${text}\n`);
    expect((await project.run([...get, '--format', 'json'])).stdout).toBe(`${json}\n`);
  });
});
