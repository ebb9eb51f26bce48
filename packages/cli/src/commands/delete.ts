import type { Declaration } from '@keyrack/config';
import type { Secrets } from '@keyrack/core';
import { isSecretError } from '@keyrack/core';
import type { Call, Command } from '../command.js';
import { resultFlag, targetFlags } from '../flags.js';
import { confirm } from '../prompt.js';
import { findOtherUsers, type OtherUsers, scopeAsData, secretInList, secretInWords } from '../shared-secrets.js';
import { instanceTarget, namedSecret } from '../target.js';
import { UsageError } from '../usage-error.js';

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
  ],
  examples: ['delete DATADOG_API_KEY -s prod -c api', 'delete --all --force -s dev -c api'],
  async run(call) {
    const {
      args: [name],
      flags,
    } = call;
    if (flags.all && name !== undefined) throw new UsageError('give a NAME or --all, not both.');
    if (flags.all) return deleteAll(call);
    if (flags.includeShared)
      throw new UsageError('--include-shared belongs to --all. Leave it out, or give --all in place of a NAME.');
    if (name === undefined) throw new UsageError('secret NAME is required, or --all for every declared one.');
    return deleteOne(call, name);
  },
};

async function deleteOne({ flags, session }: Call, name: string): Promise<number> {
  const { out } = session;
  const { target, declaration, secrets } = await namedSecret(session, flags, name);
  const others = (await findOtherUsers(session, await session.project()))(declaration);
  const words = secretInWords(declaration, others);
  if (!(await agreed(session, flags.force, `Delete the value of ${words}?`))) return 0;
  const deleted = await secrets.delete(name);
  out.success(deleted ? `Deleted ${words}` : `Nothing to delete: there is no value of ${words}`);
  if (flags.format === 'json')
    out.data(`${JSON.stringify({ action: 'delete', secret: name, deleted, ...scopeAsData(declaration, others), ...target })}\n`);
  return 0;
}

async function deleteAll({ flags, session }: Call): Promise<number> {
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
  const question = `Delete the values of ${chosen.length} secret(s) declared for ${place}: ${listed(chosen, othersOf)}?`;
  if (chosen.length > 0 && !(await agreed(session, flags.force, question))) return 0;
  const results = await deleteEach(await project.resolver(target), chosen);
  for (const { secret, error } of results) if (error !== undefined) out.error(`${secret} was not deleted: ${error}`);
  const failed = results.filter(({ error }) => error !== undefined).length;
  out.success(`Deleted ${results.length - failed} declared secret(s) for ${place}`);
  const kept = left.map((declaration) => ({ secret: declaration.name, ...scopeAsData(declaration, othersOf(declaration)) }));
  if (flags.format === 'json') out.data(`${JSON.stringify({ action: 'delete', results, left: kept, ...target })}\n`);
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

// One after the other, so that what was deleted and what was not can be told exactly.
async function deleteEach(
  secrets: Secrets,
  declarations: readonly Declaration[],
): Promise<{ secret: string; deleted: boolean; error?: string }[]> {
  const results = [];
  for (const { name: secret } of declarations) {
    try {
      results.push({ secret, deleted: await secrets.delete(secret) });
    } catch (error) {
      if (!isSecretError(error)) throw error;
      results.push({ secret, deleted: false, error: error.message });
    }
  }
  return results;
}
