import { expect, it } from 'vitest';
import { fakeProject } from './support.js';

const files = {
  'keyrack.yaml': 'secrets: {backends: {far: {kind: aws/ssm}}, vars: {A: {backend: far}, B: {backend: far}}}',
};

it('a project whose signal aborts ends every call with the reason, and makes no more', async () => {
  const controller = new AbortController();
  const reason = new Error('enough');
  const { project, made } = fakeProject(files, { signal: controller.signal });
  const secrets = await project.resolver();
  await secrets.set('A', 'value');
  const reading = secrets.get('A');
  const listing = project.status(project.globalDeclarations());
  controller.abort(reason);
  await expect(reading).rejects.toBe(reason);
  await expect(listing).rejects.toBe(reason);
  for (const call of [secrets.set('A', 'x'), secrets.getMany(['A', 'B']), secrets.delete('A'), secrets.status('A')])
    await expect(call).rejects.toBe(reason);
  expect(made).toHaveLength(1);
});

it('a call may have a signal of its own beside that of the project', async () => {
  const { project } = fakeProject(files, { signal: new AbortController().signal });
  const secrets = await project.resolver();
  const reason = new Error('not this one');
  await expect(secrets.get('A', { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  await expect(secrets.find('A')).resolves.toBeUndefined();
});
