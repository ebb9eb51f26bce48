import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

it('the example of the README runs as it stands', async () => {
  const readme = await readFile(join(root, 'README.md'), 'utf8');
  const [, snippet = ''] = /```js\n(.*?)```/s.exec(readme) ?? [];
  // Inside the package, so that its own name and its dependencies resolve as they do for users.
  const folder = await mkdtemp(join(root, 'test', '.readme-'));
  try {
    await writeFile(join(folder, 'example.mjs'), snippet);
    const { stdout } = await promisify(execFile)(process.execPath, ['example.mjs'], { cwd: folder });
    expect(stdout).toBe('[secret] has 11 characters\n');
    expect(await readdir(join(folder, 'secrets'))).toEqual(['dev.enc.yaml']);
  } finally {
    await rm(folder, { recursive: true });
  }
});
