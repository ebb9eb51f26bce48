import { describe, expect, it } from 'vitest';
import { atmosProject, createProject, inDev } from './run-keyrack.js';

const instance = { scope: 'instance', stack: 'dev', component: 'api', type: 'terraform', provider: 'sops:vault' };
const ofStack = { scope: 'stack', stack: 'dev', provider: 'sops:vault' };

describe('JSON', () => {
  it('names a secret by the same keys in set, init, validate and delete', async () => {
    const project = createProject(atmosProject);
    await project.run(['keygen']);
    const json = async (args: readonly string[], input = '') =>
      JSON.parse((await project.run([...args, '--format', 'json'], { input })).stdout);
    const checked = await json(['validate', '-s', 'dev']);
    expect(checked.missing).toEqual([
      { secret: 'API_KEY', ...instance, status: 'missing', required: true },
      { secret: 'DATABASE_URL', ...ofStack, status: 'missing', required: true },
    ]);
    expect(await json(['set', 'API_KEY', '--stdin', ...inDev], 'x-1')).toEqual({
      action: 'set',
      secret: 'API_KEY',
      ...instance,
      written: true,
    });
    const started = await json(['init', '-s', 'dev'], 'DATABASE_URL=x-2\n');
    expect(started.written).toEqual([{ secret: 'DATABASE_URL', ...ofStack }]);
    expect(await json(['delete', 'DATABASE_URL', '--force', ...inDev])).toEqual({
      action: 'delete',
      secret: 'DATABASE_URL',
      ...ofStack,
      sharedWith: [{ stack: 'dev', component: 'web' }],
      deleted: true,
    });
    const all = await json(['delete', '--all', '--force', ...inDev]);
    expect(all.results).toContainEqual({ secret: 'API_KEY', ...instance, deleted: true });
  });

  it('is one line with the action, also of keygen; of validate one line', async () => {
    const project = createProject(atmosProject);
    const made = await project.run(['keygen', '--format', 'json']);
    expect(made.stdout).toMatch(/^{"action":"keygen","vault":"vault",.*}\n$/);
    expect((await project.run(['validate', '-s', 'dev', '--format', 'json'])).stdout).toMatch(/^{"stack":"dev",.*}\n$/);
  });

  it('of list has the columns of Atmos as keys', async () => {
    const { stdout } = await createProject(atmosProject).run(['list', ...inDev, '--format', 'json']);
    expect(Object.keys(JSON.parse(stdout)[0])).toEqual(['Component', 'Provider', 'Scope', 'Secret', 'Stack', 'Status']);
  });
});
