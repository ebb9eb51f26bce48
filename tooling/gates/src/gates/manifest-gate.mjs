// publint: do the manifest and the packed files agree?
import { runCommand } from '../run-command.mjs';
import { toolPath } from '../tool-path.mjs';

/** @type {import('../gate.mjs').Gate} */
export async function manifestGate({ packed }) {
  const problems = [];
  for (const { name, tarball } of packed) {
    const { ok, output } = await runCommand(toolPath('publint'), ['run', tarball, '--strict']);
    if (!ok) problems.push(`${name}: publint\n${output}`);
  }
  return problems;
}
