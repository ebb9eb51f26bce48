import { expect, it } from 'vitest';
import { createProject } from './run-keyrack.js';

it('says which keys have no effect, whatever the command, once, and with the exit code that it has without', async () => {
  const project = createProject({
    'keyrack.yaml': 'secrets: { default_backend: sops/age, defualt_backend: x }\n',
    'stacks/dev.yaml':
      'secrets: { vars: { FLAGS: { requird: true }, OTHER: { requird: true } } }\ncomponents: { terraform: { api: {}, web: {} } }\n',
  });
  const warnings =
    'warning: keyrack.yaml:1:39: unknown key defualt_backend of secrets, which has no effect. Did you mean default_backend?\n' +
    'warning: stacks/dev.yaml:1:29: unknown key requird of secret FLAGS, which has no effect. Did you mean required?\n';
  for (const command of [['validate', '-s', 'dev'], ['list'], ['list', '-s', 'dev', '-c', 'web']]) {
    const { code, stderr } = await project.run(command);
    expect({ command, code, warnings: stderr.match(/^warning: .*\n/gm)?.join('') }).toEqual({ command, code: 0, warnings });
  }
});
