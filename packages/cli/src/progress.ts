import type { Declaration, DeclarationStatus } from '@keyrack/config';
import type { Session } from './session.js';

// What answers sooner needs no word.
const silenceMs = 500;
const redrawMs = 100;

/**
 * Says on standard error what is waited for, when that takes long: one plain line that is rewritten, and gone when the work is done.
 * Only at a terminal, and not in CI, so that no file and no log ever holds it.
 */
export async function withProgress<Result>(
  { terminal, out }: Session,
  text: () => string,
  work: () => Promise<Result>,
): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined;

  // Standard error is looked at late: opening it takes time, and few commands are slow.
  function draw(): void {
    const { isTTY, columns = 80 } = terminal.stderr;
    if (!isTTY) return;
    // A line that wraps could not be rewritten.
    out.progress(text().slice(0, columns - 1));
    timer = setTimeout(draw, redrawMs);
  }

  if (!terminal.env.CI && terminal.env.TERM !== 'dumb') timer = setTimeout(draw, silenceMs);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
    out.progress('');
  }
}

/** The status of declarations, with a word on how far it is when that takes long. */
export async function statusWithProgress(
  session: Session,
  declarations: readonly Declaration[],
  { verify }: { readonly verify: boolean | undefined },
): Promise<readonly DeclarationStatus[]> {
  const project = await session.project();
  const waiting = new Set(declarations);
  const text = (): string => `asking ${kindsOf([...waiting])} … ${declarations.length - waiting.size} of ${declarations.length}`;
  const onRow = ({ declaration }: DeclarationStatus): void => void waiting.delete(declaration);
  return withProgress(session, text, () => project.status(declarations, { verify, onRow }));
}

/** The backends of declarations, by kind. */
export function kindsOf(declarations: readonly Declaration[]): string {
  return [...new Set(declarations.flatMap(({ backend }) => backend?.kind ?? []))].join(', ');
}
