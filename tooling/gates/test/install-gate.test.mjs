import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { installGate } from '../src/gates/install-gate.mjs';
import { contextWith, writeFiles } from './fixture-package.mjs';

const asks = `#!/usr/bin/env node
process.stdout.write('Enter secret value for X');
process.stdin.setRawMode(true).once('data', (typed) => {
  console.log(process.argv.includes('forgetful') ? 'nothing' : String(typed).trim());
  process.exit(process.argv.includes('failing') ? 3 : 0);
});
`;

/** A repository whose README installs a tiny program that asks for a value and prints it, and then runs `use`. */
async function gateOver({ use = 'tiny', heading = 'Install', tarball = 'tiny.tgz' }) {
  const context = await contextWith({
    manifest: { bin: { tiny: './dist/bin.js' } },
    files: { 'dist/bin.js': asks },
    budgets: { install: { nodes: ['24'] } },
  });
  mkdirSync(join(context.root, 'dist-packages'));
  renameSync(context.packed[0].tarball, join(context.root, 'dist-packages/tiny.tgz'));
  const fence = '```';
  const install = `## ${heading}\n\n${fence}sh\nnpm install --global --no-audit ./dist-packages/${tarball} # it\n${fence}\n`;
  const first = `## From nothing to a used secret\n\n${fence}sh\nmkdir made\n${use}\n${fence}\n`;
  writeFiles(context.root, { 'README.md': `# Tiny\n\n${first}\n${install}\n## Learn more\n` });
  return { problems: await installGate(context), context };
}

describe('install', () => {
  it('runs the commands of the README with an empty prefix, in an empty folder', async () => {
    const { problems, context } = await gateOver({});
    expect(problems).toEqual([]);
    expect(existsSync(join(context.scratch, 'install/24/prefix/bin/tiny'))).toBe(true);
    expect(existsSync(join(context.scratch, 'install/24/project/made'))).toBe(true);
  });

  it.each([
    ['commands that are not there', { heading: 'Setup' }, /^README\.md: the commands .* are not where they are looked for$/],
    ['an installation that fails', { tarball: 'tinny.tgz' }, /^on Node 24: what README\.md says under Install fails\n/],
    ['a command that fails', { use: 'tiny failing' }, /^on Node 24: the first commands of README\.md fail\n/],
    ['a value that is not used', { use: 'tiny forgetful' }, /do not end with the value\n/],
  ])('finds %s', async (_, plant, problem) => {
    expect((await gateOver(plant)).problems).toEqual([expect.stringMatching(problem)]);
  });
});
