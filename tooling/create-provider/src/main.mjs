// `pnpm new-provider <id>`: a new provider package, from the template.
import { fileURLToPath } from 'node:url';
import { newProvider } from './new-provider.mjs';

process.exitCode = await newProvider(process.argv.slice(2), {
  root: fileURLToPath(new URL('../../..', import.meta.url)),
  input: process.stdin,
  output: process.stdout,
  log: (line) => console.log(line),
  complain: (line) => console.error(line),
});
