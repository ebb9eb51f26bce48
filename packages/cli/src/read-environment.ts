import type { Target } from '@keyrack/config';
import type { Flags } from './flags.js';
import { kindsOf, withProgress } from './progress.js';
import type { Session } from './session.js';
import { declarationsAt } from './target.js';
import { UsageError } from './usage-error.js';

/**
 * Reads every declared secret of a target as environment variables, in one planned batch.
 *
 * An absent optional secret is left out with a warning; an absent required one fails unless `allowMissing`; one that cannot be read
 * always fails, because a refusal is not an absence.
 */
export async function readEnvironment(
  session: Session,
  target: Target,
  { allowMissing }: Flags,
): Promise<Record<string, string>> {
  const project = await session.project();
  const declarations = await declarationsAt(project, target);
  const secrets = await project.resolver(target);
  const text = () => `asking ${kindsOf(declarations)} for ${declarations.length} secrets …`;
  const results = await withProgress(session, text, () => secrets.getMany(declarations.map(({ name }) => name)));
  // Without a prototype, or a secret named __proto__ would not be one of its names.
  const environment: Record<string, string> = Object.create(null);
  const missing: string[] = [];
  for (const [index, result] of results.entries()) {
    const { name, required } = declarations[index] as (typeof declarations)[number];
    if ('error' in result) throw result.error;
    if ('secret' in result) environment[name] = textOf(name, result.secret.encoding, result.secret.reveal());
    else if (required && !allowMissing) missing.push(name);
    else session.out.warn(`secret ${name} has no value and is left out`);
  }
  if (missing.length === 0) return environment;
  throw new UsageError(`${missing.length} required secret(s) missing: ${missing.join(', ')}. Set them, or add --allow-missing.`);
}

function textOf(name: string, encoding: 'json' | undefined, value: string): string {
  if (value.includes('\0')) throw new UsageError(`the value of ${name} holds a NUL byte, which an environment cannot carry.`);
  return encoding === 'json' && value === 'null' ? '' : value;
}
