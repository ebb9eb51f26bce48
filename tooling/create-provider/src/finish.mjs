// What follows the writing: install, format, build, and the documentation that is made from what was built.
import { runProgram } from './run-program.mjs';

/**
 * Runs one step after the other, until one fails.
 *
 * @param {string} root
 * @param {import('./repository.mjs').Provider} provider
 * @param {(line: string) => void} log
 * @returns {string} the failed step with what it printed, empty when there is none
 */
export function finish(root, { id }, log) {
  const written = [`packages/providers/${id}`, 'packages/config/src/store-kinds.ts', 'tooling/repo-check/data'];
  /** @type {[string, string[], string[]?][]} */
  const steps = [
    // Without the network first, because the store usually has it all.
    ['installed', ['pnpm', 'install', '--offline', '--no-frozen-lockfile'], ['pnpm', 'install', '--no-frozen-lockfile']],
    ['formatted', ['biome', 'check', '--write', ...written]],
    // All of them, because the matrix of providers is made from what was built.
    ['built', ['turbo', 'run', 'build', '--output-logs=errors-only', '--filter=./packages/providers/*']],
    ['documented', ['node', 'tooling/repo-check/src/main.mjs', '--fix']],
  ];
  for (const [done, command, otherwise] of steps) {
    const { problem: first } = runProgram(root, command);
    const problem = first && otherwise ? runProgram(root, otherwise).problem : first;
    if (problem) return problem;
    log(done);
  }
  return '';
}
