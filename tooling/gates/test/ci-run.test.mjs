// The script of CI with stand-ins for the programs that it starts: what it adds up, and how it ends.
import { chmodSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { runCommand } from '../src/run-command.mjs';
import { scratchFolder, writeFiles } from './fixture-package.mjs';

const script = fileURLToPath(new URL('../../../.ci/run', import.meta.url));

async function ciRun({ npmTest = 'exit 0', gates = 'echo "7 passed, 0 failed"', npx = 'exit 0' } = {}) {
  const folder = scratchFolder();
  writeFiles(folder, {
    npm: `#!/bin/sh\ncase "$*" in test) ${npmTest};; *gates*) ${gates};; esac\n`,
    npx: `#!/bin/sh\n${npx}\n`,
    go: '#!/bin/sh\nexit 0\n',
  });
  for (const name of ['npm', 'npx', 'go']) chmodSync(join(folder, name), 0o755);
  const { ok, output } = await runCommand(script, [], {
    env: { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH}` },
  });
  return { ok, last: output.split('\n').at(-1) };
}

it.each([
  ['everything passes', {}, { ok: true, last: '16 passed, 0 failed' }],
  ['npm test fails', { npmTest: 'exit 1' }, { ok: false, last: '15 passed, 1 failed' }],
  ['two package gates fail', { gates: 'echo "5 passed, 2 failed"; exit 1' }, { ok: false, last: '14 passed, 2 failed' }],
  ['the package gates break off without a summary', { gates: 'exit 1' }, { ok: false, last: '9 passed, 1 failed' }],
  [
    'the package gates break off after their summary',
    { gates: 'echo "7 passed, 0 failed"; exit 1' },
    { ok: false, last: '9 passed, 1 failed' },
  ],
  ['a new provider, more kills and the official tools fail', { npx: 'exit 1' }, { ok: false, last: '11 passed, 5 failed' }],
])('when %s', async (_, stand, ending) => {
  expect(await ciRun(stand)).toEqual(ending);
});
