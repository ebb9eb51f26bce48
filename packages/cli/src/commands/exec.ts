import type { Command } from '../command.js';
import { targetFlags } from '../flags.js';
import { readEnvironment } from '../read-environment.js';
import { runChild } from '../run-child.js';
import { instanceTarget, meansMainFile } from '../target.js';
import { ArgumentError } from '../usage-error.js';

/** `exec -- CMD`: runs a command that sees the declared secrets as environment variables. */
export const execCommand: Command = {
  name: 'exec',
  summary: 'run a command with the declared secrets in its environment',
  childUsage: '-- CMD [ARGS...]',
  flags: [...targetFlags, { flags: '--allow-missing', summary: 'run even when a required secret has no value' }],
  examples: ['exec -s prod -c api -- terraform plan', 'exec -s dev -c api -- sh -c \'echo "$DB_HOST"\''],
  async run({ flags, child, session }) {
    const [program, ...args] = child ?? [];
    if (program === undefined) throw new ArgumentError('no command specified. Write it behind --, as in: keyrack exec -- env.');
    const project = await session.project();
    const target = meansMainFile(project, flags) ? {} : await instanceTarget(session, flags);
    const secrets = await readEnvironment(session, target, flags);
    session.ignoreSignals();
    // Secrets win over both environments, whatever they hold.
    return runChild(program, args, { ...session.terminal.env, ...project.env, ...secrets }, session);
  },
};
