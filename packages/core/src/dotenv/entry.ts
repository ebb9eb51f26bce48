/** A name with its value. */
export interface DotenvValue {
  readonly name: string;
  /** Number of its first line, from 1. */
  readonly line: number;
  /** Offset of its first line in the text. */
  readonly at: number;
  readonly value: string;
  /** What about it other tools read differently, as half a sentence. It repeats nothing of the text. */
  readonly note?: string | undefined;
  readonly fault?: undefined;
}

/** A line that gives no value which can be relied on: it is not understood, or tools do not agree on where its value ends. */
export interface DotenvFault {
  /** Not there when the line does not begin as an assignment does. */
  readonly name: string | undefined;
  /** Number of the line, from 1. */
  readonly line: number;
  /** Offset of the line in the text. */
  readonly at: number;
  /** What is wrong, and what to do. It repeats nothing of the text. */
  readonly fault: string;
  /** Whether its quotes are open: nobody can say where it ends, so it can neither be replaced nor removed. */
  readonly open: boolean;
  /** Whether it has a `=`. Without one, its name may be a piece of a value that was broken into lines. */
  readonly assigned: boolean;
}

/** What a name has: the last line with it counts, unless one has open quotes. */
export type DotenvEntry = DotenvValue | DotenvFault;
