/** Something about the command line that the parser cannot know. One sentence on what is wrong, one on what to do. */
export class UsageError extends Error {
  override readonly name: string = 'UsageError';
  /** What the process ends with. */
  readonly exitCode: number = 1;
}

/** The words of the command line do not fit together, whatever the project holds: it ends as an unknown flag does. */
export class ArgumentError extends UsageError {
  override readonly exitCode = 2;
}

/** The user left a question with Ctrl-C: the command ends as the signal would end it. */
export class Cancelled extends UsageError {
  override readonly exitCode = 130;
}
