import { openAgeFile } from './age-file.js';
import { type DataKey, dataKeyFrom } from './data-key.js';
import type { AgeIdentities } from './find-age-identities.js';
import type { KeyGroup, SopsBlock } from './metadata.js';
import { combineShares } from './shamir.js';
import { SopsFormatError } from './sops-format-error.js';

/** Where the key of a document may come from. Asked only when a document has an age key, and once per document. */
export interface DataKeySource {
  /** Private age keys, asked for when one is needed. */
  readonly ageIdentities: () => Promise<readonly string[] | AgeIdentities> | readonly string[] | AgeIdentities;
}

async function askFor({ ageIdentities }: DataKeySource): Promise<AgeIdentities> {
  const found = await ageIdentities();
  return 'identities' in found ? found : { identities: found, report: '' };
}

async function openGroup(group: KeyGroup, identities: readonly string[]): Promise<Uint8Array | undefined> {
  for (const { armored } of group.age) {
    const share = await openAgeFile(armored, identities);
    if (share !== undefined) return share;
  }
  return undefined;
}

function noKey({ metadata }: SopsBlock, { identities, report }: AgeIdentities, opened: number): SopsFormatError {
  const others = metadata.keyTypes.filter((type) => type !== 'age');
  const parts = [
    metadata.ageRecipients.length === 0
      ? 'the document has no age key'
      : `none of ${identities.length} age identities opens the document, which is encrypted for ${metadata.ageRecipients.join(', ')}`,
    metadata.groups > 1 ? `${opened} of ${metadata.groups} key groups opened, ${metadata.groupsNeeded} are needed` : '',
    others.length > 0 ? `its other key types (${others.join(', ')}) are not supported yet` : '',
    report,
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
  const asked = metadata.ageRecipients.length === 0 ? { identities: [], report: '' } : await askFor(source);
  const { identities } = asked;
  const shares: Uint8Array[] = [];
  for (const group of identities.length === 0 ? [] : keyGroups) {
    const share = await openGroup(group, identities);
    if (share !== undefined) shares.push(share);
    // More shares than needed would do no harm, but each costs an unwrap.
    if (shares.length === metadata.groupsNeeded) break;
  }
  if (shares.length < metadata.groupsNeeded) throw noKey(block, asked, shares.length);
  const key = keyGroups.length > 1 ? combineShares(shares) : shares[0];
  if (key === undefined) throw new SopsFormatError('DECRYPT_FAILED', 'the shares of the data key do not fit together');
  const dataKey = dataKeyFrom(key);
  for (const share of shares) share.fill(0);
  return dataKey;
}
