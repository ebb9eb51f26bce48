// attw: does a user's compiler find the types that belong to the code?
import { runCommand } from '../run-command.mjs';
import { toolPath } from '../tool-path.mjs';

/** @type {import('../gate.mjs').Gate} */
export async function typesGate({ packed }) {
  const problems = [];
  for (const { name, manifest, tarball } of packed) {
    const hasTypes = Object.keys(manifest.exports ?? {}).some((subpath) => subpath !== './package.json');
    if (!hasTypes) continue;
    const { ok, output } = await runCommand(toolPath('attw'), [
      tarball,
      '--profile',
      'esm-only',
      '--no-definitely-typed',
      '--format',
      'ascii',
      '--no-color',
    ]);
    if (!ok) problems.push(`${name}: attw\n${output}`);
  }
  return problems;
}
