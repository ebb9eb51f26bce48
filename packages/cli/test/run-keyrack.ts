import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const bin = fileURLToPath(new URL('../dist/bin.js', import.meta.url));
// Shared, so that not every test compiles everything anew.
const cache = fileURLToPath(new URL('../node_modules/.cache', import.meta.url));

// Nothing but what a program needs; NODE_OPTIONS when the SDKs are to be others than those installed here.
function surroundings(home: string): Record<string, string | undefined> {
  const { PATH, KEYRACK_SDKS, NODE_OPTIONS } = process.env;
  return { PATH, HOME: home, XDG_CACHE_HOME: cache, ...(KEYRACK_SDKS !== undefined && { KEYRACK_SDKS, NODE_OPTIONS }) };
}

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface TestProject {
  readonly folder: string;
  readonly home: string;
  /** Runs the built command as a process of its own, in an environment that holds nothing else. */
  run(
    args: readonly string[],
    options?: { readonly input?: string; readonly env?: Record<string, string>; readonly cwd?: string },
  ): Promise<Run>;
  /** Runs a shell script in which `keyrack` is the built command. */
  shell(script: string): Promise<Run>;
  start(args: readonly string[], env?: Record<string, string>): ReturnType<typeof spawn>;
  read(path: string): string;
  write(path: string, text: string): void;
  /** Every file below the project, relative, sorted. */
  files(): string[];
}

/** A project of these files in a temporary folder, with an empty home, removed when the test is over. */
export function createProject(files: Readonly<Record<string, string>>): TestProject {
  const root = mkdtempSync(join(tmpdir(), 'keyrack-cli-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const folder = join(root, 'project');
  const home = join(root, 'home');
  for (const path of [folder, home]) mkdirSync(path);
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const [path, text] of Object.entries(files)) write(path, text);
  const start: TestProject['start'] = (args, env = {}) =>
    spawn(process.execPath, [bin, ...args], { cwd: folder, env: { ...surroundings(home), ...env } });

  return {
    folder,
    home,
    start,
    write,
    read: (path) => readFileSync(join(folder, path), 'utf8'),
    files: () =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
        .sort(),
    run: (args, { input = '', env = {}, cwd } = {}) =>
      outcome(spawn(process.execPath, [bin, ...args], { cwd: cwd ?? folder, env: { ...surroundings(home), ...env } }), input),
    shell: (script) => {
      const setup = `keyrack() { "${process.execPath}" "${bin}" "$@"; }`;
      return outcome(spawn('sh', ['-c', `${setup}; ${script}`], { cwd: folder, env: surroundings(home) }), '');
    },
  };
}

async function outcome(child: ChildProcessWithoutNullStreams, input: string): Promise<Run> {
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdin.on('error', () => undefined).end(input);
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  return { code, stdout, stderr };
}

/** Two stacks, one component, a vault per stack. */
export const atmosProject: Readonly<Record<string, string>> = {
  'atmos.yaml': `base_path: .
stacks:
  base_path: stacks
  included_paths: ["deploy/**/*"]
  name_template: "{{ .vars.stage }}"
secrets:
  providers:
    vault: { kind: sops/age, spec: { file: "secrets/{{ .atmos_stack }}.enc.yaml" } }
`,
  'stacks/deploy/dev.yaml': `vars: { stage: dev }
secrets:
  vars:
    DATABASE_URL: { sops: vault, required: true, description: Main database }
components:
  terraform:
    api:
      secrets:
        vars:
          API_KEY: { sops: vault, required: true }
          OPTIONAL: { sops: vault }
      vars:
        replicas: 2
        api_key: !secret API_KEY
        optional: !secret OPTIONAL | default "none"
      env:
        DATABASE_HOST: !secret DATABASE_URL | path ".host" | default "localhost"
    web: {}
`,
  'stacks/deploy/prod.yaml': 'vars: { stage: prod }\ncomponents: { terraform: { api: {} } }\n',
};

export const inDev = ['-s', 'dev', '-c', 'api'] as const;
