import { realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { lazyBuiltins } from '../lazy-builtins.mjs';

/** What a bundle gets in place of a builtin. */
async function standIn(builtin) {
  let load;
  lazyBuiltins.setup({
    onResolve: () => undefined,
    onLoad: (_, callback) => {
      load = callback;
    },
  });
  const { contents } = load({ path: `${builtin} importer.js` });
  return import(`data:text/javascript,${encodeURIComponent(contents)}`);
}

describe('what stands in for a builtin', () => {
  it('has its functions, and those that are properties of functions', async () => {
    const fs = await standIn('node:fs');
    expect(fs.realpathSync(tmpdir())).toBe(realpathSync(tmpdir()));
    expect(fs.realpathSync.native(tmpdir())).toBe(realpathSync.native(tmpdir()));
    expect(fs.default.realpathSync.native(tmpdir())).toBe(realpathSync.native(tmpdir()));
  });

  it('has what promisify asks a function for', async () => {
    const { execFile } = await standIn('node:child_process');
    expect(await promisify(execFile)(process.execPath, ['-p', '1'])).toEqual({ stdout: '1\n', stderr: '' });
  });
});
