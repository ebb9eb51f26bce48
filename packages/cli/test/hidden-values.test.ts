import { expect, it } from 'vitest';
import { atmosProject, createProject, inDev } from './run-keyrack.js';

it('a default does not stand in for a value that somebody hid in a later document of the file', async () => {
  const project = createProject(atmosProject);
  expect((await project.run(['keygen'])).code).toBe(0);
  for (const name of ['DATABASE_URL', 'API_KEY', 'OPTIONAL'])
    expect((await project.run(['set', name, '--stdin', ...inDev], { input: '{"host":"cAnArY"}' })).code).toBe(0);
  const file = 'secrets/dev.enc.yaml';
  const text = project.read(file);
  const line = /^OPTIONAL: .*\n/m.exec(text)?.[0] ?? '';
  const block = text.slice(text.indexOf('sops:\n'));

  for (const later of [line, line + block]) {
    project.write(file, `${text.replace(line, '')}---\n${later}`);
    const described = await project.run(['describe', 'component', 'api', '-s', 'dev', '--reveal']);
    expect(described).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(/dev\.enc\.yaml:\d+:1: /) });
    expect(await project.run(['validate', ...inDev])).toMatchObject({ code: 1, stdout: '' });
    expect((await project.run(['list', ...inDev])).stdout).toMatch(/^dev\tapi\tOPTIONAL\t.*\terror$/m);
    expect(await project.run(['exec', ...inDev, '--', 'true'])).toMatchObject({ code: 1, stdout: '' });
    expect(await project.run(['delete', 'OPTIONAL', '--force', ...inDev])).toMatchObject({ code: 1, stdout: '' });
  }
});
