import type { Command } from '../command.js';
import { askFlag, targetFlags } from '../flags.js';
import { readEnvironment } from '../read-environment.js';
import { runChild } from '../run-child.js';
import { instanceTarget, meansMainFile } from '../target.js';
import { ArgumentError } from '../usage-error.js';

/** `exec -- CMD`: runs a command that sees the declared secrets as environment variables. */
export const execCommand: Command = {
  name: 'exec',
  summary: 'run a command with the declared secrets in its environment',
  childUsage: '-- CMD [ARGS...]',
  flags: [...targetFlags, { flags: '--allow-missing', summary: 'run even when a required secret has no value' }, askFlag],
  examples: ['exec -s prod -c api -- terraform plan', 'exec -s dev -c api -- sh -c \'echo "$DB_HOST"\''],
  async run({ flags, child, session }) {
    const [program, ...args] = child ?? [];
    if (program === undefined) throw new ArgumentError('no command specified. Write it behind --, as in: keyrack exec -- env.');
    if (program === '')
      throw new ArgumentError('the command behind -- is empty. Look at the variable that should hold its name.');
    const project = await session.project();
    const target = meansMainFile(project, flags) ? {} : await instanceTarget(session, flags);
    const secrets = await readEnvironment(session, target, flags);
    // Whoever ended the command while the last value came does not want it started.
    session.signal?.throwIfAborted();
    // The child may run for days, and its output is its own.
    session.tellWarnings();
    // Secrets win over both environments, whatever they hold.
    return runChild({ program, args, env: { ...session.terminal.env, ...project.env }, secrets }, session);
  },
};
