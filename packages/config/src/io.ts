/** One entry of a directory. */
export interface DirectoryEntry {
  readonly name: string;
  /** Links are followed. */
  readonly directory: boolean;
  /** Of a symbolic link: the real paths of the directory that it stands in, and of what it leads to, if that is there. */
  readonly link?: { readonly from: string; readonly to: string | undefined } | undefined;
}

/** Everything the engine asks of the machine. Synchronous: configuration is small and a command line waits for it anyway. */
export interface ProjectIo {
  /** What lies at a path, links followed; `undefined` when nothing does. What is neither counts as a file, and is not read. */
  kind(path: string): 'file' | 'directory' | undefined;
  /** The place behind a path, all links followed, also where nothing lies yet. */
  realPath(path: string): string;
  /** Text of a file; `undefined` when there is none. Never waits: what is no regular file is refused, and so is what is not UTF-8. */
  readText(path: string): string | undefined;
  /** Entries of a directory in name order; `undefined` when there is none. */
  readDirectory(path: string): readonly DirectoryEntry[] | undefined;
  /** Runs a shell command and returns its standard output; throws when it fails. */
  exec(command: string, options: ExecOptions): string;
  /** A whole number from `min` to `max`, both included. */
  random(min: number, max: number): number;
}

/** Where a shell command runs. */
interface ExecOptions {
  /** Absolute. */
  readonly cwd: string;
  /** The whole environment of the command. */
  readonly env: Readonly<Record<string, string | undefined>>;
}
