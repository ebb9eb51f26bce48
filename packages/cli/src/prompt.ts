import type { Session } from './session.js';
import { Cancelled, UsageError } from './usage-error.js';

// Loaded only when a question is asked.
const library = () => import('@clack/prompts');

/** Asks for a secret without showing it; an empty answer is not taken unless `optional`. */
export async function askSecret(
  session: Session,
  message: string,
  { optional = false }: { readonly optional?: boolean } = {},
): Promise<string> {
  const { password, isCancel } = await library();
  const answer = await password({
    message,
    ...streams(session),
    ...(!optional && { validate: (value: string | undefined) => (value ? undefined : needed) }),
  });
  if (isCancel(answer)) throw new Cancelled('cancelled; nothing was written.');
  return answer ?? '';
}

const needed = 'a value is needed. To mean an empty one, write: keyrack set NAME=';

/** Asks a yes-or-no question. Off a terminal it fails, because silence is not consent. */
export async function confirm(
  session: Session,
  message: string,
  { initial = false }: { readonly initial?: boolean } = {},
): Promise<boolean> {
  const { confirm: ask, isCancel } = await library();
  const answer = await ask({ message, initialValue: initial, ...streams(session) });
  if (isCancel(answer)) throw new Cancelled('cancelled; nothing was done.');
  return answer;
}

/** Asks to pick one of several; the only one is taken without asking. */
export async function pickOne(session: Session, message: string, choices: readonly string[]): Promise<string> {
  const [only] = choices;
  if (only === undefined) throw new UsageError(`there is no ${message.toLowerCase()} that declares secrets.`);
  if (choices.length === 1) return only;
  const { select, isCancel } = await library();
  const answer = await select({ message, options: choices.map((value) => ({ value, label: value })), ...streams(session) });
  if (isCancel(answer)) throw new Cancelled('cancelled; nothing was done.');
  return answer;
}

// Questions go to standard error: standard output carries data only.
function streams({ terminal, signal }: Session) {
  return { input: terminal.stdin, output: terminal.stderr, ...(signal && { signal }) };
}
