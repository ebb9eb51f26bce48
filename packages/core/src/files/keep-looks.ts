import { keepAcl } from './acl.js';
import { type FileFacts, type FileSystem, noneOn, type OpenFile } from './file-system.js';

// What systems say to a process that may not give a file away, or where the owner means nothing.
const notGiven = ['EPERM', 'EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'];

/** A new file that is to replace another one. */
export interface Replacement {
  readonly files: FileSystem;
  readonly file: OpenFile;
  readonly target: string;
  readonly temporary: string;
}

/**
 * Gives a new file the owner, group, mode and access control list of the one that it is to replace, as far as this process may.
 *
 * @returns what differs, for people; nothing when all was kept.
 */
export async function keepLooks(replacement: Replacement, old: FileFacts): Promise<string | undefined> {
  const { files, file, target, temporary } = replacement;
  const made = await file.stat();
  const now = sameOwners(made, old) ? made : await chownAsFarAsPossible(file, made, old);
  const closest = closestMode(old, now);
  const acl = await keepAcl(files, target, temporary, closest, sameOwners(old, now));
  const mode = closest & acl.most;
  // After the owner, whose change may clear bits.
  await file.chmod(mode);
  const differences = [
    ...(now.uid === old.uid ? [] : [`owner ${now.uid} instead of ${old.uid}`]),
    ...(now.gid === old.gid ? [] : [`group ${now.gid} instead of ${old.gid}`]),
    ...(mode === (old.mode & allBits) ? [] : [`mode ${mode.toString(8)} instead of ${(old.mode & allBits).toString(8)}`]),
    ...(acl.lost ? ['no access control list'] : []),
  ];
  return differences.length === 0 ? undefined : differences.join(', ');
}

async function chownAsFarAsPossible(file: OpenFile, made: FileFacts, old: FileFacts): Promise<FileFacts> {
  const isGiven = async (uid: number): Promise<boolean> => {
    await file.chown(uid, old.gid);
    return true;
  };
  // Who may not give the owner may still give a group of its own.
  if (!(await noneOn(notGiven, () => isGiven(old.uid)))) await noneOn(notGiven, () => isGiven(made.uid));
  return file.stat();
}

function sameOwners(a: FileFacts, b: FileFacts): boolean {
  return a.uid === b.uid && a.gid === b.gid;
}

const allBits = 0o7777;
const readAndWrite = 6;

/**
 * The mode that gives nobody more than before: who was the owner is now one of the group or of all others, and so is the group when it
 * has changed. This process has read the file and may write it, so its own bits can say so.
 */
function closestMode(old: FileFacts, now: FileFacts): number {
  if (sameOwners(old, now)) return old.mode & allBits;
  const [user, group, others] = [6, 3, 0].map((shift) => (old.mode >> shift) & 7) as [number, number, number];
  const ownerStays = now.uid === old.uid;
  const ours = isMember(old.gid) ? group : others;
  const most = ownerStays ? 7 : user;
  const forOthers = others & most & (now.gid === old.gid ? 7 : group);
  const forGroup = now.gid === old.gid ? group & most : forOthers;
  return ((ownerStays ? user : ours | readAndWrite) << 6) | (forGroup << 3) | forOthers;
}

function isMember(gid: number): boolean {
  return process.getegid?.() === gid || process.getgroups?.().includes(gid) === true;
}
