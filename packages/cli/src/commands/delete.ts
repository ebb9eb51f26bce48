import type { Declaration } from '@keyrack/config';
import { type ErrorCode, isSecretError, type Secrets } from '@keyrack/core';
import { type Account, type AccountWords, openAccount } from '../account.js';
import type { Call, Command } from '../command.js';
import { resultFlag, targetFlags } from '../flags.js';
import { withProgress } from '../progress.js';
import { confirm } from '../prompt.js';
import { printResult, type SecretKeys, secretKeys } from '../result.js';
import { instanceTarget, targetOfName } from '../target.js';
import { ArgumentError, UsageError } from '../usage-error.js';

/** `delete NAME`: removes one value, or all declared ones, from the backend. */
export const deleteCommand: Command = {
  name: 'delete',
  aliases: ['rm', 'unset'],
  summary: 'delete the value of one secret, or of all',
  args: '[NAME]',
  flags: [
    ...targetFlags,
    { flags: '--force', summary: 'do not ask' },
    { flags: '--all', summary: 'every secret declared for the component' },
    resultFlag,
  ],
  examples: ['delete DATADOG_API_KEY -s prod -c api', 'delete --all --force -s dev -c api'],
  async run(call) {
    const {
      args: [name],
      flags,
    } = call;
    if (flags.all && name !== undefined) throw new ArgumentError('give a NAME or --all, not both.');
    if (flags.all) return deleteAll(call);
    if (name === undefined) throw new ArgumentError('secret NAME is required, or --all for every declared one.');
    return deleteOne(call, name);
  },
};

async function deleteOne(call: Call, name: string): Promise<number> {
  const { flags, session } = call;
  const { out } = session;
  const target = await targetOfName(session, flags, name);
  const project = await session.project();
  const secrets = await project.resolver(target);
  const declaration = (await project.declarations(target)).find((candidate) => candidate.name === name);
  const result = { action: 'delete', ...(declaration ? secretKeys(declaration) : { secret: name }) };
  if (declaration && !(await agreed(session, flags.force, `Delete the value of ${name}?`))) {
    printResult(call, { ...result, deleted: false, aborted: true });
    return 0;
  }
  const existed = await withProgress(
    session,
    () => `deleting ${name} …`,
    () => secrets.delete(name),
  );
  const place = declaration?.stack === undefined ? '' : ` for component ${declaration.component} in stack ${declaration.stack}`;
  out.success(existed ? `Deleted secret ${name}${place}` : `Nothing to delete: secret ${name} has no value${place}`);
  printResult(call, { ...result, deleted: existed });
  return 0;
}

async function deleteAll(call: Call): Promise<number> {
  const { flags, session } = call;
  const { out } = session;
  const target = await instanceTarget(session, flags);
  const project = await session.project();
  const declarations = await project.declarations(target);
  const place = `component ${target.component} in stack ${target.stack}`;
  if (!(await agreed(session, flags.force, `Delete the values of all ${declarations.length} secrets declared for ${place}?`))) {
    printResult(call, { action: 'delete', results: [], ...target, aborted: true });
    return 0;
  }
  const account = openAccount(session, declarations.length, words);
  const results: Deletion[] = [];
  const secrets = await project.resolver(target);
  try {
    const text = () => `deleting … ${results.length} of ${declarations.length}`;
    await withProgress(session, text, () => deleteEach(secrets, declarations, account, results));
  } catch (error) {
    printResult(call, { action: 'delete', results, ...target, stopped: account.stop(error) });
    return account.end(error);
  }
  for (const { secret, error } of results) if (error) out.error(`${secret} was not deleted: ${error.message}`);
  const failed = results.filter(({ error }) => error !== undefined).length;
  out.success(`Deleted ${results.length - failed} declared secret(s) for ${place}`);
  printResult(call, { action: 'delete', results, ...target });
  return failed === 0 ? 0 : 1;
}

async function agreed(session: Call['session'], force: boolean | undefined, question: string): Promise<boolean> {
  if (force) return true;
  if (!session.interactive)
    throw new UsageError('deleting asks for confirmation, and there is no terminal to ask at. Add --force.');
  if (await confirm(session, question)) return true;
  session.out.warn('Aborted');
  return false;
}

const words: AccountWords = { done: 'deleted', doubt: 'be gone', again: 'keyrack delete --all' };

interface Deletion extends SecretKeys {
  readonly deleted: boolean;
  readonly error?: { readonly code: ErrorCode; readonly message: string };
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
      results.push({ ...keys, deleted: false, error: { code: error.code, message: error.message } });
    }
  }
}
