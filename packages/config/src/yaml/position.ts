/** Where something is written. Lines and columns count from 1. */
export interface Position {
  /** Path below the project's base path where possible, absolute otherwise. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Formats a position as editors and terminals link it: `file:line:column`. */
export function formatPosition({ file, line, column }: Position): string {
  return `${file}:${line}:${column}`;
}
