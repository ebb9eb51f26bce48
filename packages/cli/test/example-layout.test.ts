import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { createProject } from './run-keyrack.js';

const example = fileURLToPath(new URL('../../../examples/atmos-project', import.meta.url));

it('the layout of the example is for many components: init and validate agree, over the stack and for each', async () => {
  const project = createProject({});
  for (const part of ['atmos.yaml', 'stacks']) cpSync(join(example, part), join(project.folder, part), { recursive: true });
  const { code, stdout } = await project.run(['list', '-s', 'ue2-dev', '--format', 'json']);
  expect(code).toBe(0);
  const rows = JSON.parse(stdout) as Record<string, string>[];
  const owners = new Set(rows.filter(({ Secret }) => Secret === 'DATADOG_API_KEY').map(({ Component }) => Component));
  expect([...owners]).toEqual(['api', 'web']);

  expect((await project.run(['keygen'])).code).toBe(0);
  const input = 'DATADOG_API_KEY=dd-0123456789\nDATABASE_URL=postgres://db\n';
  const init = await project.run(['init', '-s', 'ue2-dev'], { input });
  expect(init).toMatchObject({ code: 0, stderr: expect.stringContaining('Initialized 3 secret(s)') });
  expect(init.stderr).not.toContain('warning');
  for (const place of [[], ['-c', 'api'], ['-c', 'web']]) {
    const { stderr, ...validated } = await project.run(['validate', '-s', 'ue2-dev', ...place]);
    expect({ ...validated, stderr }).toMatchObject({ code: 0, stderr: expect.stringMatching(/^All required secrets are init/) });
  }
  expect(project.files().filter((file) => file.startsWith('secrets/'))).toEqual([
    'secrets/ue2-dev.api.enc.yaml',
    'secrets/ue2-dev.enc.yaml',
    'secrets/ue2-dev.web.enc.yaml',
  ]);
});
