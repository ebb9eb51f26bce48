import type { Project } from '@keyrack/config';
import { pickOne } from './prompt.js';
import type { Session } from './session.js';
import { UsageError } from './usage-error.js';

/** Asks which identity of a project is meant; off a terminal it fails and lists them. */
export async function pickIdentity(session: Session, project: Project): Promise<string> {
  const names = project.identities().map(({ name }) => name);
  if (names.length === 0)
    throw new UsageError(
      '--identity has no name, and the project has no identities. Leave it out, or add one under auth.identities.',
    );
  if (!session.interactive)
    throw new UsageError(`--identity has no name, and there is no terminal to ask at. Name one of ${names.join(', ')}.`);
  return pickOne(session, 'Identity', names);
}
