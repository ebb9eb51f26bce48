import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from './run-program.mjs';

/**
 * Runs the example of a README inside of its package and compares what it prints with what its comment says.
 *
 * @returns {string} what is wrong, empty when nothing is
 */
export function runExample(root, folder) {
  const [, code = ''] = /^```js\n([\s\S]*?)^```/m.exec(readFileSync(join(root, folder, 'README.md'), 'utf8')) ?? [];
  const [, said] = /console\.log\(.*\);? *\/\/ (.*)$/m.exec(code) ?? [];
  writeFileSync(join(root, folder, 'example.mjs'), code);
  const { problem, stdout } = runProgram(root, ['node', 'example.mjs'], { cwd: join(root, folder) });
  if (problem) return problem;
  return stdout.trim() === said ? '' : `the example of ${folder} prints ${stdout.trim()}, and says ${said}`;
}

/**
 * Runs the provider that the page for authors shows for other repositories, from its own text, where a package has what it needs.
 *
 * @returns {string} what is wrong, empty when nothing is
 */
export function runPage(root, folder) {
  const page = readFileSync(join(root, 'docs/writing-a-provider.md'), 'utf8');
  const files = [...page.matchAll(/^```js\n\/\/ (\S+)\n([\s\S]*?)^```/gm)].map(([, name = '', code = '']) => ({ name, code }));
  // The configuration of tests looks for TypeScript.
  for (const { name, code } of files) writeFileSync(join(root, folder, 'test', name.replace('.test.js', '.test.ts')), code);
  return runProgram(root, ['pnpm', 'exec', 'vitest', 'run', 'test/acme.test.ts'], { cwd: join(root, folder) }).problem;
}
