import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { hasProject } from '@keyrack/config';
import { updateFile } from '@keyrack/core/files';
import { generateVaultKey } from '@keyrack/sops';
import type { Call } from './command.js';
import { firstFile, firstName, projectTemplate } from './project-template.js';
import { printResult } from './result.js';
import { variable } from './terminal.js';
import { UsageError } from './usage-error.js';

/**
 * Makes a project where there is none: an age key in the user's own folder, its public half in `.sops.yaml`, and a `keyrack.yaml`.
 * Returns whether it did; a call that names a stack, a component, values or a configuration means a project that is there.
 *
 * Nothing that exists is replaced, and `keyrack.yaml` is written last, so that an attempt that failed can be repeated.
 */
export async function startProject(call: Call): Promise<boolean> {
  const { args, flags, session } = call;
  const { terminal, out } = session;
  const { env, homeDir } = terminal;
  const cwd = resolve(terminal.cwd, flags.chdir ?? '.');
  if (args.length > 0 || meansProject(call) || !existsSync(cwd) || hasProject({ cwd, env, homeDir })) return false;
  refuseSharedFolder(cwd, homeDir);
  const created = join(cwd, 'keyrack.yaml');
  if (flags.dryRun) {
    out.info(`Dry run: would make ${created}, and an age key unless there is one`);
    return true;
  }
  const key = await generateVaultKey({ baseDir: cwd, filePattern: `${dirname(firstFile)}/{stack}.enc.yaml`, env, homeDir });
  await updateFile(created, onlyNew(created), { kind: 'keyrack.yaml', operation: 'init', mode: 0o644 });
  out.success(`Made ${created}, which declares ${firstName}. Its value will be in ${firstFile}, encrypted.`);
  out.info(
    `  private key: ${key.identityFile} (${key.generated ? 'new' : 'was there'}; it alone opens the values, so keep a copy)`,
  );
  out.info(`  public key: ${key.recipientsFile} (safe to commit, like keyrack.yaml)`);
  if (key.identityFile.startsWith(join(cwd, sep)))
    out.warn(`${key.identityFile} lies in the project. Keep it out of version control, for example by .gitignore.`);
  out.info(`Next: keyrack set ${firstName}`);
  printResult(call, { action: 'init', created, ...key });
  return true;
}

// A stack or component that a variable names holds for every command, and does not say that a project is there.
function meansProject({ flags, session: { terminal } }: Call): boolean {
  const { stack, component, input, config, configPath, basePath } = flags;
  const named = (flag: string | undefined, name: string): boolean => flag !== undefined && flag !== variable(terminal, name);
  const elsewhere = [input, config, configPath, basePath].some((flag) => flag !== undefined);
  return elsewhere || named(stack, 'STACK') || named(component, 'COMPONENT');
}

// Configuration is looked for upwards, so a project there would hold for folders that have nothing to do with it.
function refuseSharedFolder(cwd: string, homeDir: string): void {
  const folder = realpathSync(cwd);
  const atRoot = folder === dirname(folder);
  if (!atRoot && !(existsSync(homeDir) && folder === realpathSync(homeDir))) return;
  const what = atRoot ? 'the root of the file system' : 'your home folder';
  throw new UsageError(
    `${cwd} is ${what}, and a project there would hold for everything below it. Make a folder for the project, and run keyrack init in it.`,
  );
}

function onlyNew(path: string): (current: string | undefined) => string {
  return (current) => {
    if (current === undefined) return projectTemplate;
    throw new UsageError(`${path} was made by somebody else meanwhile. Look at it, and go on with: keyrack list`);
  };
}
