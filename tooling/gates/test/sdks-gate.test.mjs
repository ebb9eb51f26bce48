import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createSdksGate } from '../src/gates/sdks-gate.mjs';
import { lowestOf } from '../src/lowest-of.mjs';
import { scratchFolder, writeFiles } from './fixture-package.mjs';

/** A provider of one SDK, of which two releases can be had; its suite demands something of the release that it loads. */
async function judge(suite) {
  const root = scratchFolder();
  const dir = 'packages/providers/tiny';
  writeFiles(root, {
    [`${dir}/suite.mjs`]: suite,
    [`${dir}/node_modules/tiny-sdk/package.json`]: '{ "name": "tiny-sdk", "version": "1.5.0", "main": "index.js" }',
    [`${dir}/node_modules/tiny-sdk/index.js`]: 'exports.release = "installed";\n',
  });
  const install = async (name, dependencies) => {
    const version = dependencies['tiny-sdk'].replace('^', '');
    writeFiles(root, {
      [`${name}/package.json`]: JSON.stringify({ dependencies }),
      [`${name}/node_modules/tiny-sdk/package.json`]: JSON.stringify({ name: 'tiny-sdk', version, main: 'index.js' }),
      [`${name}/node_modules/tiny-sdk/index.js`]: `exports.release = ${JSON.stringify(name)};\n`,
    });
    return join(root, name);
  };
  const suitesOf = () => [{ cwd: join(root, dir), command: process.execPath, args: ['suite.mjs'] }];
  const manifest = { dependencies: { '@keyrack/core': '^1.0.0', 'tiny-sdk': '^1.2.3' } };
  const packed = [{ name: '@keyrack/tiny', dir, manifest, tarball: '', folder: '', isProvider: true }];
  return createSdksGate({ install, suitesOf })({ root, scratch: root, packed, budgets: {}, log: () => undefined });
}

describe('sdks', () => {
  it('passes a provider that copes with both ends of the range', async () => {
    const suite = "const { release } = await import('tiny-sdk');\nif (!/tiny-(lowest|newest)$/.test(release)) process.exit(1);\n";
    expect(await judge(suite)).toEqual([]);
  });

  it('finds one that needs more than its range says', async () => {
    const suite = "import tiny from 'tiny-sdk';\nif (tiny.release.endsWith('lowest')) throw new Error('too old');\n";
    expect(await judge(suite)).toEqual([expect.stringMatching(/^@keyrack\/tiny with tiny-sdk 1\.2\.3: .* fails\n.*too old/s)]);
  });

  it('does not take a suite that never loads the SDK for a proof', async () => {
    expect(await judge('export {};\n')).toHaveLength(2);
  });
});

it('knows the lowest version of a range, and refuses what has none', () => {
  expect(['^3.1163.0', '~1.2.3', '4.5.6'].map(lowestOf)).toEqual(['3.1163.0', '1.2.3', '4.5.6']);
  expect(() => lowestOf('*')).toThrow('"*" is not a range');
});
