import { parseAgeIdentities } from './age-identity.js';
import { SopsFormatError } from './sops-format-error.js';
import { splitCommand } from './split-command.js';

/** The outside world, as far as finding keys needs it. */
export interface IdentityIo {
  /** Environment of the process. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Text of a file, or `undefined` when there is none; rejects when it cannot be read, with a {@link SopsFormatError} to say why. */
  readonly readFile: (path: string) => Promise<string | undefined>;
  /** Home folder of the user. */
  readonly homeDir: string;
  /** As `process.platform`. */
  readonly platform: string;
  /** Runs a program without a shell and yields its output. Without it, `SOPS_AGE_KEY_CMD` is reported and passed over. */
  readonly run?: ((command: readonly string[]) => Promise<string>) | undefined;
}

/** The identities at hand, and one sentence on where they were looked for. */
export interface AgeIdentities {
  readonly identities: readonly string[];
  readonly report: string;
}

/** A source that holds nothing says why; the text never contains what was read. */
type Finding = readonly string[] | { readonly nothing: string };

/**
 * The key file that is used when none is named: `sops/age/keys.txt` in the user's configuration folder.
 *
 * @example
 * const file = defaultAgeKeysFile({ env: process.env, homeDir: homedir(), platform: process.platform });
 */
export function defaultAgeKeysFile({ env, homeDir, platform }: Pick<IdentityIo, 'env' | 'homeDir' | 'platform'>): string {
  if (platform === 'win32') return `${env.APPDATA ?? `${homeDir}\\AppData\\Roaming`}\\sops\\age\\keys.txt`;
  const fallback = platform === 'darwin' ? `${homeDir}/Library/Application Support` : `${homeDir}/.config`;
  return `${env.XDG_CONFIG_HOME || fallback}/sops/age/keys.txt`;
}

async function fromFile(path: string, { readFile }: IdentityIo): Promise<Finding> {
  let text: string | undefined;
  try {
    text = await readFile(path);
  } catch (error) {
    if (error instanceof SopsFormatError) throw error;
    return { nothing: 'cannot be read' };
  }
  return text === undefined ? { nothing: 'no such file' } : parseAgeIdentities(text);
}

async function fromCommand(line: string, { run }: IdentityIo): Promise<Finding> {
  const command = splitCommand(line);
  if (command === undefined || command.length === 0) return { nothing: 'not a command line' };
  if (run === undefined) return { nothing: 'commands are not run here' };
  let output: string;
  try {
    output = await run(command);
  } catch {
    // What a key command prints when it fails may contain the key.
    return { nothing: 'the command failed' };
  }
  return parseAgeIdentities(output);
}

/** Every place the official tool looks at, in its order, with what it holds. */
function places(io: IdentityIo): [string, () => Promise<Finding> | Finding][] {
  const { SOPS_AGE_KEY: key, SOPS_AGE_KEY_FILE: file, SOPS_AGE_KEY_CMD: command } = io.env;
  const unset = { nothing: 'not set' };
  const ssh = ['SOPS_AGE_SSH_PRIVATE_KEY_FILE', 'SOPS_AGE_SSH_PRIVATE_KEY_CMD'].filter((name) => io.env[name] !== undefined);
  const path = defaultAgeKeysFile(io);
  return [
    [ssh.length > 0 ? ssh.join(', ') : 'ssh keys', () => ({ nothing: 'not supported yet' })],
    // Several keys may share a line in the variable, though not in a file.
    ['SOPS_AGE_KEY', () => (key === undefined ? unset : parseAgeIdentities(key.replaceAll(/[ \t]+/g, '\n')))],
    [
      file === undefined ? 'SOPS_AGE_KEY_FILE' : `SOPS_AGE_KEY_FILE ${file}`,
      () => (file === undefined ? unset : fromFile(file, io)),
    ],
    ['SOPS_AGE_KEY_CMD', () => (command === undefined ? unset : fromCommand(command, io))],
    [path, () => fromFile(path, io)],
  ];
}

/** One bad line voids its source and no other. */
async function tryPlace(look: () => Promise<Finding> | Finding): Promise<Finding> {
  try {
    const found = await look();
    return 'length' in found && found.length === 0 ? { nothing: 'holds no identity' } : found;
  } catch (error) {
    if (error instanceof SopsFormatError) return { nothing: error.message };
    throw error;
  }
}

/**
 * Collects the age identities of the usual places: `SOPS_AGE_KEY`, `SOPS_AGE_KEY_FILE`, the output of `SOPS_AGE_KEY_CMD` and
 * `sops/age/keys.txt` in the user's configuration folder. All that are found count; a place that holds nothing usable is named in the
 * report. Keys for ssh are not supported yet.
 *
 * @example
 * const open = await document.decrypt({ ageIdentities: () => findAgeIdentities(io) });
 */
export async function findAgeIdentities(io: IdentityIo): Promise<AgeIdentities> {
  const identities = new Set<string>();
  const report: string[] = [];
  for (const [name, look] of places(io)) {
    const found = await tryPlace(look);
    if ('nothing' in found) report.push(`${name} (${found.nothing})`);
    else {
      for (const identity of found) identities.add(identity);
      report.push(`${name} (${found.length} found)`);
    }
  }
  return { identities: [...identities], report: `looked at ${report.join(', ')}` };
}
