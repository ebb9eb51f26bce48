// `pnpm --filter @keyrack/create-provider prove`: one line for each step, and what is wrong.
import { fileURLToPath } from 'node:url';
import { prove } from './prove.mjs';

const problems = prove({ root: fileURLToPath(new URL('../../..', import.meta.url)), log: (line) => console.log(line) });
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
