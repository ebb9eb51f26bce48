// The main job, end to end, on a temporary copy of this project: every step is a real command with its real output.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = dirname(fileURLToPath(import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'keyrack-quickstart-'));
const project = join(folder, 'project');
const keyrack = join(createRequire(import.meta.url).resolve('keyrack/package.json'), '..', 'dist', 'bin.js');
const env = { PATH: process.env.PATH, HOME: folder, NO_COLOR: '1' };
const values = { DATABASE_URL: 'postgres://shop:correct-horse@db/shop', DATADOG_API_KEY: 'dd-0123456789abcdef0123456789abcdef' };
const place = ['-s', 'ue2-dev', '-c', 'api'];
let failures = 0;

try {
  for (const part of ['atmos.yaml', 'stacks']) cpSync(join(source, part), join(project, part), { recursive: true });
  console.log(`A copy of examples/atmos-project is in ${project}; its home folder is empty.`);
  mainJob();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(failures === 0 ? '\nEverything above worked as described.' : `\n${failures} step(s) did not do what they should.`);
process.exitCode = failures === 0 ? 0 : 1;

function mainJob() {
  step('Make an age key. The private half goes to your key file, the public half to .sops.yaml.', ['keygen'], {
    shows: /^age1/m,
  });
  step('What is declared, and what has a value? No key is needed to ask.', ['list', '-s', 'ue2-dev'], {
    shows: /DATABASE_URL.*missing/,
  });
  step('A deployment would fail now, so validation fails first.', ['validate', ...place], {
    exit: 1,
    shows: /Missing required secret/,
  });
  const input = `DATABASE_CONFIG={"host":"db.example.org","port":5432}\nDATABASE_URL=${values.DATABASE_URL}\n`;
  step('Give the secrets of the stack their first values, from standard input.', ['init', '-s', 'ue2-dev'], {
    input,
    shows: /Initialized 2/,
  });
  step('Set one more, again from standard input.', ['set', 'DATADOG_API_KEY', '--stdin', ...place], {
    input: `${values.DATADOG_API_KEY}\n`,
    shows: /Set secret DATADOG_API_KEY/,
  });
  step('Now the list shows them as initialized.', ['list', ...place], { shows: /DATADOG_API_KEY.*initialized/ });
  step('And validation passes.', ['validate', ...place], { shows: /All required secrets are initialized/ });
  step('Reading masks the value …', ['get', 'DATADOG_API_KEY', ...place], { shows: /<MASKED>/, hides: true });
  step('… unless you ask for it.', ['get', 'DATADOG_API_KEY', ...place, '--reveal'], { shows: values.DATADOG_API_KEY });
  step('One field of a structured value.', ['get', 'DATABASE_CONFIG', '--path', '.host', ...place, '--reveal'], {
    shows: /^db\.example\.org$/m,
  });
  step(
    'How the component sees its secrets, masked: no key and no backend is touched.',
    ['describe', 'component', 'api', '-s', 'ue2-dev'],
    {
      shows: /datadog_api_key: <MASKED>/,
      hides: true,
    },
  );
  step('The same with values.', ['describe', 'component', 'api', '-s', 'ue2-dev', '--mask=false'], { shows: /sentry_dsn: none/ });
  const script = 'console.log("the child sees", Object.keys(process.env).filter((name) => /^DATA/.test(name)).join(", "))';
  step('Run a program that sees the values in its environment.', ['exec', ...place, '--', 'node', '-e', script], {
    shows: /the child sees DATABASE_CONFIG, DATABASE_URL, DATADOG_API_KEY/,
  });
  proveNoClearValue();
  step('Delete a value.', ['delete', 'DATADOG_API_KEY', '--force', ...place], { shows: /Deleted secret DATADOG_API_KEY/ });
  step('It is missing again.', ['list', ...place], { shows: /DATADOG_API_KEY.*missing/ });
}

function step(story, args, { exit = 0, shows, hides = false, input = '' }) {
  const shown = args.map((word) => (/^[\w./=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ');
  console.log(`\n# ${story}\n$ ${input === '' ? '' : "printf '…' | "}keyrack ${shown}`);
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [keyrack, ...args], {
    cwd: project,
    env,
    input,
    encoding: 'utf8',
  });
  if (error) throw error;
  process.stdout.write(stdout + stderr);
  console.log(`[exit code ${status}]`);
  const output = stdout + stderr;
  check(status === exit, `the exit code should have been ${exit}`);
  check(typeof shows === 'string' ? output.includes(shows) : shows.test(output), `the output should have shown ${shows}`);
  if (hides)
    check(
      Object.values(values).every((value) => !output.includes(value)),
      'a value was shown',
    );
}

function proveNoClearValue() {
  console.log('\n# What is on disk? Every file of the project, searched for the clear values and their base64 forms.');
  const files = readdirSync(project, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const entry of files) {
    const path = join(entry.parentPath, entry.name);
    const text = readFileSync(path, 'utf8');
    for (const value of Object.values(values)) {
      const base64 = Buffer.from(value).toString('base64').slice(0, -4);
      check(!text.includes(value) && !text.includes(base64), `${path} holds a clear value`);
    }
  }
  const encrypted = readFileSync(join(project, 'secrets', 'ue2-dev.enc.yaml'), 'utf8');
  console.log(`${files.length} files searched, no clear value found. secrets/ue2-dev.enc.yaml begins:`);
  console.log(
    encrypted
      .split('\n')
      .slice(0, 3)
      .map((line) => `  ${line.slice(0, 100)}`)
      .join('\n'),
  );
  check(/^DATABASE_URL: ENC\[AES256_GCM/m.test(encrypted), 'the value should be encrypted');
}

function check(good, complaint) {
  if (good) return;
  failures += 1;
  console.log(`!! ${complaint}`);
}
