import { describe, expect, it } from 'vitest';
import { createProject } from './run-keyrack.js';

describe('delete --all', () => {
  it('says of each value that stays why, with the code', async () => {
    const project = createProject({
      'keyrack.yaml': 'secrets: { backends: { file: { kind: dotenv, options: { file: .env } } } }\n',
      'stacks/dev.yaml':
        'components: { terraform: { api: { secrets: { vars: { A: { backend: file }, B: { backend: lost } } } } } }\n',
    });
    const { code, stdout, stderr } = await project.run([
      'delete',
      '--all',
      '--force',
      '-s',
      'dev',
      '-c',
      'api',
      '--format',
      'json',
    ]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: B was not deleted: .*lost.* \[INVALID_CONFIG\]$/m);
    const message = expect.stringMatching(/lost.*(?<!\])$/);
    expect(JSON.parse(stdout).results).toMatchObject([
      { secret: 'A', deleted: false },
      { secret: 'B', deleted: false, error: { code: 'INVALID_CONFIG', message } },
    ]);
  });
});
