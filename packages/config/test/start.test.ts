import { execFileSync } from 'node:child_process';
import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it, vi } from 'vitest';
import type { Project } from '../src/index.js';
import { fakeIo } from './support.js';

interface Opened {
  readonly project: Project;
  /** Files read and programs run. */
  readonly reads: readonly string[];
}

/** A project on a fake machine, opened by an engine that has not loaded the YAML library yet. */
async function open(files: Record<string, string>): Promise<Opened> {
  vi.resetModules();
  const { openProject } = await import('../src/index.js');
  const io = fakeIo(files);
  const exec = (command: string) => {
    io.reads.push(command);
    return 'run';
  };
  const project = await openProject({ cwd: '/p', env: {}, homeDir: '/home/u', io: { ...io, exec } });
  return { project, reads: io.reads };
}

it('reads the main file again when it needs the library, warns once and runs programs once', async () => {
  const { project, reads } = await open({
    '/p/keyrack.yaml': 'import: [none.yaml, below.yaml]\nsecrets: &s\n  vars: {A: {backend: nowhere}}\nother: *s\n',
    '/p/below.yaml': 'env: {A: !exec echo}\nimport: lost.yaml\n',
  });
  expect(project.warnings).toEqual([
    '/p/keyrack.yaml: the import none.yaml was not found and was left out.',
    '/p/below.yaml: the import lost.yaml was not found and was left out.',
  ]);
  expect(project.env).toEqual({ A: 'run' });
  expect(project.globalDeclarations().map(({ name }) => name)).toEqual(['A']);
  expect(reads).toEqual(['/p/keyrack.yaml', '/p/keyrack.yaml', '/p/below.yaml', 'echo']);
});

it('does not leave out an import that needs the library', async () => {
  const { project } = await open({ '/p/keyrack.yaml': 'import: below.yaml\n', '/p/below.yaml': 'env: {A: &a b, C: *a}\n' });
  expect([project.env, project.warnings]).toEqual([{ A: 'b', C: 'b' }, []]);
});

const manifest = 'secrets: &s\n  backends: {x: {kind: env}}\ncomponents: {terraform: {api: {vars: *s}}}\n';

it('reads the manifests again when one needs the library, then never again', async () => {
  const { project, reads } = await open({
    '/p/keyrack.yaml': 'env: {A: b}\n',
    '/p/stacks/a.yaml': 'components: {terraform: {web: {vars: {a: b}}}}\n',
    '/p/stacks/b.yaml': manifest,
  });
  const [declarations, instances] = await Promise.all([project.declarations(), project.instances()]);
  expect([declarations, instances.map(({ component }) => component)]).toEqual([[], ['web', 'api']]);
  expect(await project.stacks()).toEqual(['a', 'b']);
  expect(project.warnings).toHaveLength(1);
  expect(reads.slice(1)).toEqual(['/p/stacks/a.yaml', '/p/stacks/b.yaml', '/p/stacks/a.yaml', '/p/stacks/b.yaml']);
});

it('forgets a manifest that could not be read', async () => {
  const files = { '/p/keyrack.yaml': 'env: {A: b}\n', '/p/stacks/a.yaml': 'a: [hunter2' };
  const { project } = await open(files);
  const message = 'stacks/a.yaml:1:12: the indentation does not fit.';
  for (const ask of [() => project.stacks(), () => project.describeComponent({ stack: 'a', component: 'api' })])
    await expect(ask()).rejects.toMatchObject({ code: 'INVALID_CONFIG', message });
  files['/p/stacks/a.yaml'] = manifest;
  expect(await project.stacks()).toEqual(['a']);
});

const cache = fileURLToPath(new URL('../.cache/start/', import.meta.url));

/** The modules of the YAML library that questions about a project make the built package load. */
function libraryModules(cwd: string): readonly string[] {
  // Inside the package, so that its own name resolves to the build.
  const script = `${cache}open.mjs`;
  writeFileSync(
    script,
    `import { registerHooks } from 'node:module';
    const loaded = [];
    registerHooks({ load(url, context, next) { loaded.push(url); return next(url, context); } });
    const { openProject } = await import('@keyrack/config');
    const project = await openProject({ cwd: process.argv[2], env: {}, homeDir: '/nonexistent' });
    if ((await project.instances()).length === 0) throw new Error('no manifest was read');
    await project.declarations();
    await project.vaults();
    console.log(JSON.stringify(loaded.filter((url) => url.includes('/node_modules/yaml/'))));`,
  );
  return JSON.parse(execFileSync(process.execPath, ['--no-warnings', script, cwd], { encoding: 'utf8' }));
}

it('loads the YAML library only for a project that needs it', () => {
  rmSync(cache, { recursive: true, force: true });
  for (const part of ['atmos.yaml', 'stacks'])
    cpSync(fileURLToPath(new URL(`../../../examples/atmos-project/${part}`, import.meta.url)), cache + part, { recursive: true });
  expect(libraryModules(cache)).toEqual([]);
  writeFileSync(`${cache}stacks/deploy/dev.yaml`, 'vars: &a {environment: ue2, stage: dev}\nenv: *a\n');
  expect(libraryModules(cache)).not.toEqual([]);
});
