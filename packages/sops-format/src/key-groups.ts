import { openAgeFile } from './age-file.js';
import { type DataKey, dataKeyFrom } from './data-key.js';
import type { KeyGroup, SopsBlock } from './metadata.js';
import { combineShares } from './shamir.js';
import { SopsFormatError } from './sops-format-error.js';

/** Where the key of a document may come from. Asked only when a document has an age key, and once per document. */
export interface DataKeySource {
  readonly ageIdentities: () => Promise<readonly string[]> | readonly string[];
  /** One sentence on where identities were looked for; ends up in the message when none fits. */
  readonly describe?: () => string;
}

async function openGroup(group: KeyGroup, identities: readonly string[]): Promise<Uint8Array | undefined> {
  for (const { armored } of group.age) {
    const share = await openAgeFile(armored, identities);
    if (share !== undefined) return share;
  }
  return undefined;
}

function noKey({ metadata }: SopsBlock, identities: number, opened: number, source: DataKeySource): SopsFormatError {
  const others = metadata.keyTypes.filter((type) => type !== 'age');
  const parts = [
    metadata.ageRecipients.length === 0
      ? 'the document has no age key'
      : `none of ${identities} age identities opens the document, which is encrypted for ${metadata.ageRecipients.join(', ')}`,
    metadata.groups > 1 ? `${opened} of ${metadata.groups} key groups opened, ${metadata.groupsNeeded} are needed` : '',
    others.length > 0 ? `its other key types (${others.join(', ')}) are not supported yet` : '',
    source.describe?.() ?? '',
  ];
  return new SopsFormatError('NO_KEY', parts.filter((part) => part !== '').join('; '));
}

/**
 * Unwraps the data key, or puts it together when it was split over groups.
 *
 * @throws `NO_KEY`, `BAD_KEY`, `DECRYPT_FAILED`
 */
export async function unwrapDataKey(block: SopsBlock, source: DataKeySource): Promise<DataKey> {
  const { keyGroups, metadata } = block;
  const identities = metadata.ageRecipients.length === 0 ? [] : await source.ageIdentities();
  const shares: Uint8Array[] = [];
  for (const group of identities.length === 0 ? [] : keyGroups) {
    const share = await openGroup(group, identities);
    if (share !== undefined) shares.push(share);
    // More shares than needed would do no harm, but each costs an unwrap.
    if (shares.length === metadata.groupsNeeded) break;
  }
  if (shares.length < metadata.groupsNeeded) throw noKey(block, identities.length, shares.length, source);
  const key = keyGroups.length > 1 ? combineShares(shares) : shares[0];
  if (key === undefined) throw new SopsFormatError('DECRYPT_FAILED', 'the shares of the data key do not fit together');
  const dataKey = dataKeyFrom(key);
  for (const share of shares) share.fill(0);
  return dataKey;
}
