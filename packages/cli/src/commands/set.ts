import type { Declaration, Target } from '@keyrack/config';
import { isSecretError } from '@keyrack/core';
import type { Call, Command } from '../command.js';
import { askFlag, resultFlag, targetFlags } from '../flags.js';
import { wordsOf } from '../print-error.js';
import { withProgress } from '../progress.js';
import { askSecret, confirm, pickOne } from '../prompt.js';
import { readValue } from '../read-input.js';
import { printResult, secretKeys } from '../result.js';
import { findOtherUsers, secretInWords, sharedWith } from '../shared-secrets.js';
import { instanceTarget, type NamedSecret, namedSecret } from '../target.js';
import { ArgumentError, UsageError } from '../usage-error.js';

/** `set NAME`: creates or updates one secret. */
export const setCommand: Command = {
  name: 'set',
  aliases: ['add'],
  summary: 'create or update one secret',
  args: '[NAME[=VALUE]] [@FILE]',
  flags: [
    ...targetFlags,
    { flags: '--stdin', summary: 'read the value from standard input; line ends at its end are dropped, as those of @FILE' },
    { flags: '--exact', summary: 'keep the line ends at the end of --stdin and @FILE' },
    { flags: '--allow-empty', summary: 'take a value that turns out empty' },
    { flags: '--force', summary: 'overwrite without asking; only the prompt for a value asks' },
    { flags: '--if-absent', summary: 'only create: fail when there is a value already' },
    resultFlag,
    askFlag,
  ],
  examples: [
    'set DATADOG_API_KEY -s prod -c api',
    'set TLS_KEY --stdin -s prod -c api < key.pem',
    'set TLS_KEY @key.pem -s prod -c api',
  ],
  async run(call) {
    const { flags, session } = call;
    const [word = '', source] = call.args;
    const equals = word.indexOf('=');
    const given = (equals === -1 ? word : word.slice(0, equals)).trim();
    const name = given === '' ? await pickName(call) : given;
    const named = await namedSecret(session, flags, name);
    const { declaration } = named;
    const others = async () =>
      (await findOtherUsers(session, await session.project(), flags.component !== undefined))(declaration);
    const result = async () => ({
      action: 'set',
      ...secretKeys(declaration),
      ...sharedWith(flags.format === 'json' ? await others() : []),
    });
    const inline = equals === -1 ? undefined : word.slice(equals + 1);
    const value = await valueToSet(call, inline, source, async () => askForValue(call, named, others));
    if (value === undefined) {
      session.out.warn('Aborted; nothing was written');
      printResult(call, { ...(await result()), written: false, aborted: true });
      return;
    }
    session.tellWarnings();
    const writing = () => write(named, value, flags.ifAbsent);
    await withProgress(session, () => `writing ${name} …`, writing);
    session.out.success(`Set ${secretInWords(declaration)}`);
    printResult(call, { ...(await result()), written: true });
  },
};

// The backends speak of a condition, which is a flag here.
async function write({ declaration: { name }, secrets }: NamedSecret, value: string, ifAbsent = false): Promise<void> {
  try {
    await secrets.set(name, value, ifAbsent ? { ifVersion: 'absent' } : {});
  } catch (error) {
    if (!ifAbsent || !isSecretError(error) || error.code !== 'CONFLICT') throw error;
    // Another conflict is a file that somebody else holds.
    if ((await secrets.status(name)).state !== 'present') throw error;
    const message = `${name} has a value already. Leave --if-absent out to overwrite it.`;
    throw new UsageError(wordsOf({ message, code: error.code }));
  }
}

async function pickName({ flags, session }: Call): Promise<string> {
  if (!session.interactive) throw new ArgumentError('secret NAME is required. Write: keyrack set NAME.');
  const target: Target = await instanceTarget(session, flags);
  const declarations = await (await session.project()).declarations(target);
  return pickOne(
    session,
    'Secret',
    declarations.map(({ name }) => name),
  );
}

async function valueToSet(
  { flags, session }: Call,
  inline: string | undefined,
  source: string | undefined,
  ask: () => Promise<string | undefined>,
): Promise<string | undefined> {
  // The second word may be part of a value, so it is not repeated.
  if (source !== undefined && (flags.stdin || inline !== undefined))
    throw new ArgumentError(
      'there is a second word beside the value. Leave one of them out, or quote a value that holds blanks.',
    );
  if (flags.stdin) {
    if (inline !== undefined)
      session.out.warn('the value behind NAME= is not taken, because --stdin goes before it. Leave one of them out.');
    return readValue(session, '-', flags);
  }
  if (inline !== undefined) {
    session.out.warn(
      'a value on the command line is visible in shell history and process lists. Use --stdin, @FILE or the prompt.',
    );
    return inline;
  }
  if (source?.startsWith('@')) return readValue(session, source.slice(1), flags);
  if (source !== undefined)
    throw new ArgumentError('unexpected second word. Write NAME=VALUE for an inline value, or NAME @FILE for a file.');
  if (session.interactive) return ask();
  throw new UsageError('no value was given. Use --stdin, @FILE, or a terminal for the prompt.');
}

// `undefined` when the answer is no.
async function askForValue(
  { flags, session }: Call,
  { declaration, secrets }: NamedSecret,
  others: () => Promise<readonly Declaration[]>,
): Promise<string | undefined> {
  const { name, scope } = declaration;
  if (!flags.force && !flags.ifAbsent && (await secrets.status(name)).state === 'present') {
    const words = secretInWords(declaration, await others());
    const sentence = `${words.charAt(0).toUpperCase()}${words.slice(1)} has a value already.`;
    if (!(await confirm(session, `${sentence} Overwrite it?`))) return undefined;
  }
  const words = scope === 'instance' ? name : secretInWords(declaration);
  return askSecret(session, `Enter secret value for ${words}`, { optional: flags.allowEmpty === true });
}
