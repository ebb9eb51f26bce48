import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const loader = join(import.meta.dirname, 'source-loader.mjs');
const entry = join(import.meta.dirname, '../src/index.ts');

describe('importing the package', () => {
  it('does not load the document format, nor does making a provider', async () => {
    const script = `const { createSops } = await import(${JSON.stringify(entry)}); createSops({ file: 'none' }); console.log('made');`;
    const run = promisify(execFile)(process.execPath, ['--import', loader, '--input-type=module', '-e', script], {
      env: { ...process.env, FORBIDDEN: '@keyrack/sops-format' },
    });
    expect((await run).stdout).toBe('made\n');
  });
});
