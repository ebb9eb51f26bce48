// Structural rules of the repository. Prints `file:line: rule: what to do`; `--fix` writes generated documentation.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readFacts } from './facts.mjs';
import { freshDocs } from './fresh-docs.mjs';
import { openRepo } from './repo.mjs';
import { rules, runRules } from './rules.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const fix = process.argv.includes('--fix');

const facts = readFacts();
const fresh = await freshDocs(root, openRepo(root, { facts, fresh: {} }));
const repo = openRepo(root, { facts, fresh });

const findings = runRules(repo);
const open = fix ? findings.filter(({ fix: text }) => text === undefined) : findings;
for (const { path, fix: text } of fix ? findings : []) if (text !== undefined) writeFileSync(join(root, path), text);

for (const { path, line, rule, text } of open) console.log(`${path}:${line}: ${rule}: ${text}`);
console.log(`repo-check: ${Object.keys(rules).length} rules, ${repo.packages.length} packages, ${open.length} findings`);
if (open.length > 0) process.exitCode = 1;
