import type { Declaration } from '@keyrack/config';
import { isSecretError } from '@keyrack/core';
import { ownerInWords } from './owner.js';
import { printError } from './print-error.js';
import { type ErrorKeys, errorKeys, type SecretKeys, secretKeys } from './result.js';
import type { Session } from './session.js';
import { Cancelled } from './usage-error.js';

/** What a command does to values, in the words of its messages. */
export interface AccountWords {
  readonly done: 'written' | 'deleted';
  /** What a change may have done that nobody answered for. */
  readonly doubt: string;
  /** The command that goes on. */
  readonly again: string;
}

/** Where a command stopped, by keys of JSON. */
export interface Stop {
  readonly after: number;
  readonly of: number;
  readonly at: SecretKeys;
  /** The change there was under way, and nobody knows whether it was made. */
  readonly inDoubt?: true;
  readonly error?: ErrorKeys;
}

/** Keeps account of a command that changes several values, so that whatever ends it can tell what was done. */
export interface Account {
  readonly changed: readonly Declaration[];
  /** Comes to the next secret, whether or not it will be changed. */
  begin(declaration: Declaration): void;
  /** Changes the secret at hand; `false` answers that there was nothing to change. */
  change<Result>(run: () => Promise<Result>): Promise<Result>;
  /** Where the command stands now. */
  stop(error: unknown): Stop;
  /**
   * Tells what ended the command, what was changed and where it stopped; returns the exit code.
   *
   * @throws the error itself when a signal ended the command, which has a code of its own.
   */
  end(error: unknown): number;
}

/** Opens the {@link Account} of a command that goes through `total` secrets. */
export function openAccount(session: Session, total: number, words: AccountWords): Account {
  const changed: Declaration[] = [];
  const begun: Declaration[] = [];
  let underWay = false;

  // A refusal is an answer: nothing was changed. Without an answer nobody knows.
  function isInDoubt(error: unknown): boolean {
    return underWay && (!isSecretError(error) || ['UNAVAILABLE', 'TIMEOUT', 'UNKNOWN'].includes(error.code));
  }

  function textOf(error: unknown): string {
    const at = begun.at(-1)?.name;
    const ending = session.endedBy || error instanceof Cancelled ? 'cancelled' : `stopped at ${at},`;
    const doubt = isInDoubt(error) ? ` ${at} was being ${words.done} and may ${words.doubt}.` : '';
    const sum = changed.length > 0 ? `: ${listOf(changed, words.done)}.` : doubt ? '.' : `; nothing was ${words.done}.`;
    const advice = changed.length > 0 ? ` Run \`${words.again}\` again to go on.` : '';
    return `${ending} after ${begun.length - 1} of ${total} secrets${sum}${doubt}${advice}`;
  }

  return {
    changed,
    begin(declaration) {
      underWay = false;
      begun.push(declaration);
    },
    async change(run) {
      underWay = true;
      const result = await run();
      underWay = false;
      if (result !== false) changed.push(...begun.slice(-1));
      return result;
    },
    stop: (error) => ({
      after: begun.length - 1,
      of: total,
      at: secretKeys(begun.at(-1)!),
      ...(isInDoubt(error) && { inDoubt: true }),
      ...(isSecretError(error) && { error: errorKeys(error) }),
    }),
    end(error) {
      const interrupted = session.endedBy !== undefined;
      const code = interrupted || error instanceof Cancelled ? 130 : printError(error, session);
      session.out.error(textOf(error));
      if (interrupted) throw error;
      return code;
    },
  };
}

/** `A and B were written for component api in stack dev, C for stack dev`. */
function listOf(changed: readonly Declaration[], done: string): string {
  const places = Map.groupBy(changed, (declaration) => ownerInWords(declaration) || 'globally');
  const [first = '', ...others] = [...places].map(([place, declarations], index) => {
    const names = declarations.map(({ name }) => name);
    const joined = [names.slice(0, -1).join(', '), ...names.slice(-1)].filter((part) => part !== '').join(' and ');
    return index > 0 ? `${joined} ${place}` : `${joined} ${names.length === 1 ? 'was' : 'were'} ${done} ${place}`;
  });
  return [first, ...others].join(', ');
}
