import type { Declaration, Target } from '@keyrack/config';
import type { Call, Command } from '../command.js';
import { askFlag, resultFlag, targetFlags } from '../flags.js';
import { askSecret, confirm, pickOne } from '../prompt.js';
import { readInput, readStdin } from '../read-input.js';
import type { Session } from '../session.js';
import { instanceTarget, targetOfName } from '../target.js';
import { UsageError } from '../usage-error.js';

/** `set NAME`: creates or updates one secret. */
export const setCommand: Command = {
  name: 'set',
  aliases: ['add'],
  summary: 'create or update one secret',
  args: '[NAME[=VALUE]] [@FILE]',
  flags: [
    ...targetFlags,
    { flags: '--stdin', summary: 'read the value from standard input; line breaks at the end are dropped' },
    { flags: '--force', summary: 'overwrite without asking' },
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
    const target = await targetOfName(session, flags, name);
    const project = await session.project();
    const secrets = await project.resolver(target);
    const declaration = (await project.declarations(target)).find((candidate) => candidate.name === name);
    const ask = async (): Promise<string> => {
      const present = declaration && !flags.force && !flags.ifAbsent && (await secrets.status(name)).state === 'present';
      if (present && !(await confirm(session, `${name} has a value already. Overwrite it?`)))
        throw new UsageError('aborted; nothing was written.');
      return askSecret(session, `Enter secret value for ${name}`);
    };
    if (!declaration) await secrets.status(name); // Says what is wrong with the name before a value is asked for.
    const value = await valueToSet(call, equals === -1 ? undefined : word.slice(equals + 1), source, ask);
    await secrets.set(name, value, flags.ifAbsent ? { ifVersion: 'absent' } : {});
    if (declaration) session.out.success(wroteMessage(declaration));
    if (flags.format === 'json')
      session.out.data(`${JSON.stringify({ action: 'set', secret: name, scope: declaration?.scope, ...target })}\n`);
  },
};

async function pickName({ flags, session }: Call): Promise<string> {
  if (!session.interactive) throw new UsageError('secret NAME is required. Write: keyrack set NAME.');
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
  ask: () => Promise<string>,
): Promise<string> {
  if (flags.stdin) return (await readStdin(session)).replace(/\n+$/, '');
  if (inline !== undefined) {
    session.out.warn(
      'a value on the command line is visible in shell history and process lists. Use --stdin, @FILE or the prompt.',
    );
    return inline;
  }
  if (source !== undefined) return valueFromFile(session, source);
  if (session.interactive) return ask();
  throw new UsageError('no value was given. Use --stdin, @FILE, or a terminal for the prompt.');
}

async function valueFromFile(session: Session, source: string): Promise<string> {
  if (!source.startsWith('@'))
    throw new UsageError(`unexpected second word. Write NAME=VALUE for an inline value, or NAME @FILE for a file.`);
  return readInput(session, source.slice(1));
}

/** What is said after a write, in the words that scripts look for. */
function wroteMessage({ name, scope, component, stack }: Declaration): string {
  if (scope === 'global') return `Set global secret ${name} (one value shared by every stack and component using its store)`;
  if (scope === 'stack') return `Set stack-scoped secret ${name} for stack ${stack} (shared by every component in the stack)`;
  return `Set secret ${name} for component ${component} in stack ${stack}`;
}
