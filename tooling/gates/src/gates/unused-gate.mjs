// knip: files, exports and dependencies that nothing uses. What is not there needs no review.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from '../run-command.mjs';
import { toolPath } from '../tool-path.mjs';

const config = fileURLToPath(new URL('../../data/knip.jsonc', import.meta.url));

/** @type {import('../gate.mjs').Gate} */
export async function unusedGate({ root, knipConfig = config }) {
  const args = ['--directory', join(root), '--config', knipConfig, '--no-progress', '--no-config-hints'];
  const { ok, output } = await runCommand(toolPath('knip'), args);
  return ok ? [] : [`knip\n${output}`];
}
