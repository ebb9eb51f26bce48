import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const example = fileURLToPath(new URL('../../examples/atmos-project/', import.meta.url));

/** The quickstart's project in a temporary folder, with a key and a value for every secret. */
export function prepareProject(keyrack) {
  const folder = mkdtempSync(join(tmpdir(), 'keyrack-bench-'));
  const cwd = join(folder, 'project');
  for (const part of ['atmos.yaml', 'stacks']) cpSync(join(example, part), join(cwd, part), { recursive: true });
  const env = { PATH: process.env.PATH, HOME: folder };
  const input =
    'DATABASE_URL=postgres://db/shop\nDATABASE_CONFIG={"host":"db"}\nDATADOG_API_KEY=dd-0123456789\nSENTRY_DSN=https://s\n';
  run(['keygen'], '');
  run(['init', '-s', 'ue2-dev'], input);
  return { folder, cwd, env, remove: () => rmSync(folder, { recursive: true, force: true }) };

  function run(args, stdin) {
    const { status, stderr } = spawnSync(process.execPath, [keyrack, ...args], { cwd, env, input: stdin, encoding: 'utf8' });
    if (status !== 0) throw new Error(`keyrack ${args.join(' ')} failed: ${stderr}`);
  }
}
