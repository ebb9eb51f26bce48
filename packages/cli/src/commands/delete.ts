import type { Declaration } from '@keyrack/config';
import { isSecretError, type Secrets } from '@keyrack/core';
import { type Account, type AccountWords, openAccount } from '../account.js';
import type { Call, Command } from '../command.js';
import { askFlag, type Flags, resultFlag, targetFlags } from '../flags.js';
import { wordsOf } from '../print-error.js';
import { withProgress } from '../progress.js';
import { confirm } from '../prompt.js';
import { type ErrorKeys, errorKeys, printResult, type SecretKeys, secretKeys } from '../result.js';
import { findOtherUsers, type OtherUsers, secretInList, secretInWords, sharedWith } from '../shared-secrets.js';
import { instanceTarget, namedSecret } from '../target.js';
import { ArgumentError, UsageError } from '../usage-error.js';

/** `delete NAME`: removes one value, or all that belong to one component alone, from the backend. */
export const deleteCommand: Command = {
  name: 'delete',
  aliases: ['rm', 'unset'],
  summary: 'delete the value of one secret, or of all',
  args: '[NAME]',
  flags: [
    ...targetFlags,
    { flags: '--force', summary: 'do not ask' },
    { flags: '--all', summary: 'every secret declared for the component that no other one uses' },
    { flags: '--include-shared', summary: 'with --all: also those that other components use' },
    resultFlag,
    askFlag,
  ],
  examples: ['delete DATADOG_API_KEY -s prod -c api', 'delete --all --force -s dev -c api'],
  async run(call) {
    const {
      args: [name],
      flags,
    } = call;
    if (flags.all && name !== undefined) throw new ArgumentError('give a NAME or --all, not both.');
    if (flags.all) return deleteAll(call);
    if (flags.includeShared)
      throw new ArgumentError('--include-shared belongs to --all. Leave it out, or give --all in place of a NAME.');
    if (name === undefined) throw new ArgumentError('secret NAME is required, or --all for every declared one.');
    return deleteOne(call, name);
  },
};

async function deleteOne(call: Call, name: string): Promise<number> {
  const { flags, session } = call;
  const { out } = session;
  const { declaration, secrets } = await namedSecret(session, flags, name);
  const others = (await findOtherUsers(session, await session.project(), flags.component !== undefined))(declaration);
  const words = secretInWords(declaration, others);
  const result = { action: 'delete', ...secretKeys(declaration), ...sharedWith(others) };
  if (!(await agreed(session, flags.force, `Delete the value of ${words}?`))) {
    printResult(call, { ...result, deleted: false, aborted: true });
    return 0;
  }
  session.tellWarnings();
  const deleted = await withProgress(
    session,
    () => `deleting ${name} …`,
    () => secrets.delete(name),
  );
  out.success(deleted ? `Deleted ${words}` : `Nothing to delete: there is no value of ${words}`);
  printResult(call, { ...result, deleted });
  return 0;
}

async function deleteAll(call: Call): Promise<number> {
  const { flags, session } = call;
  const { out } = session;
  const target = await instanceTarget(session, flags);
  const project = await session.project();
  const declarations = await project.declarations(target);
  const othersOf = await findOtherUsers(session, project);
  const shared = declarations.filter((declaration) => declaration.scope !== 'instance' || othersOf(declaration).length > 0);
  const left = flags.includeShared ? [] : shared;
  const chosen = declarations.filter((declaration) => !left.includes(declaration));
  const place = `component ${target.component} in stack ${target.stack}`;
  if (left.length > 0)
    out.info(
      `${left.length} secret(s) that do not belong to the component alone are left as they are: ${listed(left, othersOf)}. Add --include-shared to delete them.`,
    );
  const kept = left.map((declaration) => ({ ...secretKeys(declaration), ...sharedWith(othersOf(declaration)) }));
  const question = `Delete the values of ${chosen.length} secret(s) declared for ${place}: ${listed(chosen, othersOf)}?`;
  if (chosen.length > 0 && !(await agreed(session, flags.force, question))) {
    printResult(call, { action: 'delete', results: [], left: kept, ...target, aborted: true });
    return 0;
  }
  const account = openAccount(session, chosen.length, accountWords(flags));
  const results: Deletion[] = [];
  const secrets = await project.resolver(target);
  session.tellWarnings();
  try {
    const text = () => `deleting … ${results.length} of ${chosen.length}`;
    await withProgress(session, text, () => deleteEach(secrets, chosen, account, results));
  } catch (error) {
    printResult(call, { action: 'delete', results, left: kept, ...target, stopped: account.stop(error) });
    return account.end(error);
  }
  for (const { secret, error } of results) if (error) out.error(`${secret} was not deleted: ${wordsOf(error)}`);
  const failed = results.filter(({ error }) => error !== undefined).length;
  out.success(`Deleted ${results.length - failed} declared secret(s) for ${place}`);
  printResult(call, { action: 'delete', results, left: kept, ...target });
  return failed === 0 ? 0 : 1;
}

function listed(declarations: readonly Declaration[], othersOf: OtherUsers): string {
  return declarations.map((declaration) => secretInList(declaration, othersOf(declaration))).join(', ');
}

async function agreed(session: Call['session'], force: boolean | undefined, question: string): Promise<boolean> {
  if (force) return true;
  if (!session.interactive)
    throw new UsageError('deleting asks for confirmation, and there is no terminal to ask at. Add --force.');
  if (await confirm(session, question)) return true;
  session.out.warn('Aborted');
  return false;
}

function accountWords({ includeShared }: Flags): AccountWords {
  return { done: 'deleted', doubt: 'be gone', again: `keyrack delete --all${includeShared ? ' --include-shared' : ''}` };
}

interface Deletion extends SecretKeys {
  readonly deleted: boolean;
  readonly error?: ErrorKeys;
}

// One after the other, so that what was deleted and what was not can be told exactly.
async function deleteEach(
  secrets: Secrets,
  declarations: readonly Declaration[],
  account: Account,
  results: Deletion[],
): Promise<void> {
  for (const declaration of declarations) {
    account.begin(declaration);
    const keys = secretKeys(declaration);
    try {
      results.push({ ...keys, deleted: await account.change(() => secrets.delete(keys.secret)) });
    } catch (error) {
      if (!isSecretError(error)) throw error;
      results.push({ ...keys, deleted: false, error: errorKeys(error) });
    }
  }
}
