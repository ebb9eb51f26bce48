import { compileRe2 } from './re2.js';
import { SopsFormatError } from './sops-format-error.js';

/** The six ways a SOPS document says which of its values are encrypted. */
export const selectionKinds = [
  'unencrypted_suffix',
  'encrypted_suffix',
  'unencrypted_regex',
  'encrypted_regex',
  'unencrypted_comment_regex',
  'encrypted_comment_regex',
] as const;

/** One of {@link selectionKinds}. */
export type SelectionKind = (typeof selectionKinds)[number];

/** Which values are encrypted: one kind and its pattern. Regular expressions are RE2, searched for anywhere in a name or comment. */
export interface SelectionRule {
  /** Which rule it is, as files spell it. */
  readonly kind: SelectionKind;
  /** Its suffix or regular expression. */
  readonly pattern: string;
}

/** What applies where nothing is said. */
export const defaultSelection: SelectionRule = { kind: 'unencrypted_suffix', pattern: '_unencrypted' };

/** The rule among a document's or a creation rule's settings; `undefined` when there is none. */
export function pickSelection(settings: ReadonlyMap<string, string>): SelectionRule | undefined {
  const found = selectionKinds.flatMap((kind) => {
    const pattern = settings.get(kind) ?? '';
    return pattern === '' ? [] : [{ kind, pattern }];
  });
  if (found.length > 1) {
    throw new SopsFormatError('BAD_RULE', `only one of ${found.map(({ kind }) => kind).join(', ')} may be set`);
  }
  return found[0];
}

/** A rule ready to be asked. A value is encrypted when a hit anywhere on its way from the root equals `encryptsOnHit`. */
export interface Selection {
  readonly encryptsOnHit: boolean;
  readonly readsComments: boolean;
  keyHit(key: string): boolean;
  commentHit(comment: string): boolean;
}

/** Patterns come from files, keys repeat: each text is matched once. */
function remembered(test: (text: string) => boolean): (text: string) => boolean {
  const known = new Map<string, boolean>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const hit = test(text);
    known.set(text, hit);
    return hit;
  };
}

const never = (): boolean => false;

/**
 * Prepares a rule; loads the regular expression engine only when the rule needs it.
 *
 * @throws `BAD_RULE` when the pattern is not an RE2 regular expression.
 */
export async function prepareSelection({ kind, pattern }: SelectionRule): Promise<Selection> {
  const encryptsOnHit = kind.startsWith('encrypted');
  if (kind.endsWith('suffix')) {
    return { encryptsOnHit, readsComments: false, keyHit: (key) => key.endsWith(pattern), commentHit: never };
  }
  const test = remembered(await compileRe2(pattern, kind));
  return kind.endsWith('comment_regex')
    ? { encryptsOnHit, readsComments: true, keyHit: never, commentHit: test }
    : { encryptsOnHit, readsComments: false, keyHit: test, commentHit: never };
}
