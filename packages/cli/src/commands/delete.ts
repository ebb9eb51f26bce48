import type { Secrets } from '@keyrack/core';
import { isSecretError } from '@keyrack/core';
import type { Call, Command } from '../command.js';
import { askFlag, resultFlag, targetFlags } from '../flags.js';
import { confirm } from '../prompt.js';
import { instanceTarget, targetOfName } from '../target.js';
import { UsageError } from '../usage-error.js';

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
    askFlag,
  ],
  examples: ['delete DATADOG_API_KEY -s prod -c api', 'delete --all --force -s dev -c api'],
  async run(call) {
    const {
      args: [name],
      flags,
    } = call;
    if (flags.all && name !== undefined) throw new UsageError('give a NAME or --all, not both.');
    if (flags.all) return deleteAll(call);
    if (name === undefined) throw new UsageError('secret NAME is required, or --all for every declared one.');
    return deleteOne(call, name);
  },
};

async function deleteOne({ flags, session }: Call, name: string): Promise<number> {
  const { out } = session;
  const target = await targetOfName(session, flags, name);
  const project = await session.project();
  const secrets = await project.resolver(target);
  const declaration = (await project.declarations(target)).find((candidate) => candidate.name === name);
  if (declaration && !(await agreed(session, flags.force, `Delete the value of ${name}?`))) return 0;
  const existed = await secrets.delete(name);
  const place = declaration?.stack === undefined ? '' : ` for component ${declaration.component} in stack ${declaration.stack}`;
  out.success(existed ? `Deleted secret ${name}${place}` : `Nothing to delete: secret ${name} has no value${place}`);
  if (flags.format === 'json') out.data(`${JSON.stringify({ action: 'delete', secret: name, deleted: existed, ...target })}\n`);
  return 0;
}

async function deleteAll({ flags, session }: Call): Promise<number> {
  const { out } = session;
  const target = await instanceTarget(session, flags);
  const project = await session.project();
  const declarations = await project.declarations(target);
  const place = `component ${target.component} in stack ${target.stack}`;
  if (!(await agreed(session, flags.force, `Delete the values of all ${declarations.length} secrets declared for ${place}?`)))
    return 0;
  const results = await deleteEach(
    await project.resolver(target),
    declarations.map(({ name }) => name),
  );
  for (const { secret, error } of results) if (error !== undefined) out.error(`${secret} was not deleted: ${error}`);
  const failed = results.filter(({ error }) => error !== undefined).length;
  out.success(`Deleted ${results.length - failed} declared secret(s) for ${place}`);
  if (flags.format === 'json') out.data(`${JSON.stringify({ action: 'delete', results, ...target })}\n`);
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

// One after the other, so that what was deleted and what was not can be told exactly.
async function deleteEach(
  secrets: Secrets,
  names: readonly string[],
): Promise<{ secret: string; deleted: boolean; error?: string }[]> {
  const results = [];
  for (const secret of names) {
    try {
      results.push({ secret, deleted: await secrets.delete(secret) });
    } catch (error) {
      if (!isSecretError(error)) throw error;
      results.push({ secret, deleted: false, error: error.message });
    }
  }
  return results;
}
