/** Something about the command line that the parser cannot know. One sentence on what is wrong, one on what to do. */
export class UsageError extends Error {
  override readonly name: string = 'UsageError';
}
