import { randomBytes } from 'node:crypto';
import { sealAgeFile } from './age-file.js';
import { dataKeyFrom } from './data-key.js';
import { emitString } from './emit-name.js';
import type { OpenSopsDocument } from './open-document.js';
import { defaultSelection, type SelectionRule } from './selection-rule.js';
import { parseDocument } from './sops-document.js';
import { SopsFormatError } from './sops-format-error.js';

/** The release of the official tool whose layout new documents have. */
const layoutVersion = '3.13.3';

/** Who may read a new document, and what of it is encrypted. */
export interface NewSopsDocument {
  /** At least one `age1…` or `age1pq1…`; each can decrypt the document alone. */
  readonly ageRecipients: readonly string[];
  /** Default: everything but names that end in `_unencrypted`. */
  readonly selection?: SelectionRule | undefined;
  /** Default false: clear values are covered by the authentication code too. */
  readonly macOnlyEncrypted?: boolean | undefined;
  /** Key types besides age that a creation rule asks for; refused for now, since leaving them out would lock people out. */
  readonly otherKeyTypes?: readonly string[] | undefined;
  /** Number of key groups to split the data key over; only 1 for now. */
  readonly groups?: number | undefined;
}

function refuseUnsupported({ otherKeyTypes = [], groups = 1 }: NewSopsDocument): void {
  if (otherKeyTypes.length > 0) {
    throw new SopsFormatError('UNSUPPORTED', `new documents for ${otherKeyTypes.join(', ')} keys are not supported yet`);
  }
  if (groups > 1)
    throw new SopsFormatError('UNSUPPORTED', 'splitting the data key of a new document over groups is not supported yet');
}

function ageEntry(recipient: string, armored: string): string {
  const lines = armored.trimEnd().split('\n');
  return [`        - enc: |`, ...lines.map((line) => `            ${line}`), `          recipient: ${recipient}`].join('\n');
}

/**
 * Starts a document without values under a new data key. Needs no private key, only recipients.
 *
 * @throws `INVALID_VALUE` without recipients, `BAD_KEY` for a malformed one, `BAD_RULE`, `UNSUPPORTED`
 * @example
 * const document = await createSopsDocument({ ageRecipients: ['age1…'] });
 * document.set('API_KEY', 'value');
 * await writeFile('prod.enc.yaml', document.toText(new Date()));
 */
export async function createSopsDocument(options: NewSopsDocument): Promise<OpenSopsDocument> {
  refuseUnsupported(options);
  const recipients = [...new Set(options.ageRecipients)];
  if (recipients.length === 0) throw new SopsFormatError('INVALID_VALUE', 'a document needs at least one age recipient');
  const { kind, pattern } = options.selection ?? defaultSelection;
  if (pattern === '') throw new SopsFormatError('BAD_RULE', `${kind} must not be empty`);
  const bytes = randomBytes(32);
  // One age file per recipient, as in every SOPS document, so that recipients can be added and removed one by one.
  const entries = await Promise.all(
    recipients.map(async (recipient) => ageEntry(recipient, await sealAgeFile(bytes, recipient))),
  );
  const settings = [
    `lastmodified: "1970-01-01T00:00:00Z"`,
    `mac: ""`,
    ...(options.macOnlyEncrypted === true ? ['mac_only_encrypted: true'] : []),
    `${kind}: ${emitString(pattern)}`,
    `version: ${layoutVersion}`,
  ].toSorted();
  const text = ['sops:', '    age:', ...entries, ...settings.map((line) => `    ${line}`), ''].join('\n');
  return (await parseDocument(text)).openWith(dataKeyFrom(bytes), undefined);
}
