import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { lazy } from '../lazy.js';
import { codeOf } from './file-error.js';
import { type FileSystem, noneOn } from './file-system.js';

/** What a lock file says about its holder. */
export interface LockOwner {
  /** Host name, for people. */
  readonly host: string;
  /** Fingerprint of host name, machine and process namespace: where process ids mean the same. */
  readonly machine: string;
  readonly pid: number;
  /** When the process started, in the system's own notation; where the system does not tell, the empty text. */
  readonly start: string;
  /** Random, one per claim. */
  readonly token: string;
}

const unreadable = ['ENOENT', 'EACCES', 'EPERM', 'EINVAL', 'ENOTDIR', 'ESRCH', 'EISDIR'];
const ended = 'ended';

/** The `/proc` files exist on Linux alone; elsewhere a process that is gone is the only proof, and that suffices. */
async function systemText(path: string): Promise<string> {
  return (await noneOn(unreadable, () => readFile(path, 'utf8')))?.trim() ?? '';
}

/** The start time counts from the boot, so the boot belongs to it. A zombie has ended, whatever its table entry says. */
async function startOf(pid: number): Promise<string> {
  const stat = await systemText(`/proc/${pid}/stat`);
  if (stat === '') return '';
  // The second field is the program's name, in brackets, and may itself hold spaces and brackets.
  const [state = '', ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (state === 'Z' || state === 'X') return ended;
  return `${await systemText('/proc/sys/kernel/random/boot_id')}/${fields[18] ?? ''}`;
}

/** This process, without a token. */
export const thisProcess: () => Promise<Omit<LockOwner, 'token'>> = lazy(async () => {
  // Loaded here, because readers never need it and it takes longer to load than all else in this entry.
  const { createHash } = await import('node:crypto');
  const namespace = (await noneOn(unreadable, () => readlink('/proc/self/ns/pid'))) ?? '';
  const machine = createHash('sha256').update([hostname(), await systemText('/etc/machine-id'), namespace].join('\0'));
  return { host: hostname(), machine: machine.digest('hex').slice(0, 16), pid: process.pid, start: await startOf(process.pid) };
});

export function randomToken(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(12))).toString('hex');
}

// A hundred times what a holder writes.
const maxBytes = 32_768;

/** The holder that a lock file names; nothing when there is no such file, or when it does not say. */
export async function readOwner(files: FileSystem, path: string): Promise<LockOwner | undefined> {
  const bytes = await noneOn(unreadable, () => files.readFile(path, { maxBytes }));
  try {
    const owner = JSON.parse(new TextDecoder().decode(bytes ?? new Uint8Array())) as Partial<LockOwner> | null;
    return owner && isOwner(owner) ? owner : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isOwner(owner: Partial<LockOwner>): owner is LockOwner {
  const texts = [owner.host, owner.machine, owner.start, owner.token].every((text) => typeof text === 'string');
  // Zero and negative ids would ask after whole process groups.
  return texts && Number.isSafeInteger(owner.pid) && Number(owner.pid) > 0 && /^[0-9a-f]{24}$/.test(owner.token ?? '');
}

/** Whether a process of this machine with that id has ended or never was. */
export function isDead(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return codeOf(error) === 'ESRCH';
  }
}

/** True only with proof that the holder has ended: age proves nothing, and about another host nothing can be proved. */
export async function isGone(owner: LockOwner): Promise<boolean> {
  if (owner.machine !== (await thisProcess()).machine) return false;
  if (isDead(owner.pid)) return true;
  const start = await startOf(owner.pid);
  return start === ended || (start !== '' && owner.start !== '' && start !== owner.start);
}
