// Runs the live suites: the same contract against servers that others wrote. `main.mjs [SERVER…]` runs those of some servers.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findSuites } from './find-suites.mjs';
import { startMoto } from './moto.mjs';
import { libraryFor } from './python-library.mjs';
import { runSuite } from './run-suite.mjs';
import { summarise, summaryLine } from './summarise.mjs';
import { Unavailable } from './unavailable.mjs';

const starters = {
  moto: startMoto,
  boto3: libraryFor('KEYRACK_BOTO3_PYTHON'),
  'python-dotenv': libraryFor('KEYRACK_PYTHON_DOTENV'),
};
const releases = JSON.parse(readFileSync(new URL('../data/servers.json', import.meta.url), 'utf8'));
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(starters, name));
if (unknown.length > 0)
  throw new Error(`no server is called ${unknown.join(', ')}; there are ${Object.keys(starters).join(', ')}`);

const suites = findSuites(fileURLToPath(new URL('../../..', import.meta.url)));
for (const { server, file } of suites) {
  if (!Object.hasOwn(starters, server)) throw new Error(`${file} is for the server ${server}, which nobody starts`);
}

let executed = 0;
for (const server of Object.keys(starters)) {
  const here = suites.filter((suite) => suite.server === server && (wanted.length === 0 || wanted.includes(server)));
  if (here.length > 0) await runServer(server, here);
}
if (executed === 0) {
  console.error('No test was executed, so nothing is shown.');
  process.exitCode = 1;
}

async function runServer(server, suites) {
  const release = releases[server];
  const title = (suite) => `${suite.subject} ${server} ${release.version}`;
  let running;
  try {
    running = await starters[server](release);
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    for (const suite of suites) console.log(`${title(suite)}: 0 passed, all skipped (${error.message})`);
    return;
  }
  try {
    for (const suite of suites) {
      const { tests, output } = await runSuite(suite, running.env);
      const summary = summarise(tests);
      executed += summary.passed + summary.failed;
      if (summary.failed > 0) {
        console.error(output);
        process.exitCode = 1;
      }
      console.log(summaryLine(title(suite), summary));
    }
  } finally {
    await running.stop();
  }
}
