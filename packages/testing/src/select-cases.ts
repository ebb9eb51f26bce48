import { type Operation, type ProviderLimits, supports } from '@keyrack/core/provider';
import type { ContractCase, Need } from './contract-case.js';
import type { FaultKind, Harness } from './harness.js';

/** A case that does not apply to a harness, with every need that was missing. */
export interface NotSelected {
  readonly case: ContractCase;
  readonly missing: readonly Need[];
}

/** Which cases apply to a harness, and why the others do not. */
export interface Selection {
  /** Cases that apply. */
  readonly selected: readonly ContractCase[];
  /** Cases that do not apply, with what they miss. */
  readonly notSelected: readonly NotSelected[];
}

/**
 * Splits cases into those that apply to a harness and those that do not.
 *
 * @example
 * const { selected, notSelected } = selectCases(harness, contractCases);
 */
export function selectCases(harness: Harness, cases: readonly ContractCase[]): Selection {
  const judged = cases.map((one) => ({ case: one, missing: one.needs.filter((need) => !has(harness, need)) }));
  return {
    selected: judged.filter(({ missing }) => missing.length === 0).map((entry) => entry.case),
    notSelected: judged.filter(({ missing }) => missing.length > 0),
  };
}

/**
 * One line for people: how many cases apply, and how often each need was missing.
 *
 * @example
 * describeSelection('sops/age', selection); // 'sops/age: 90 selected, 39 not selected (missing: fault:slow ×2, …)'
 */
export function describeSelection(kind: string, { selected, notSelected }: Selection): string {
  const counts = new Map<Need, number>();
  for (const need of notSelected.flatMap(({ missing }) => missing)) counts.set(need, (counts.get(need) ?? 0) + 1);
  const reasons = [...counts].map(([need, count]) => `${need} ×${count}`).join(', ');
  return `${kind}: ${selected.length} selected, ${notSelected.length} not selected${reasons && ` (missing: ${reasons})`}`;
}

function has(harness: Harness, need: Need): boolean {
  const { provider, faults } = harness;
  const [group, name] = need.split(':');
  if (group === 'method') return supports(provider, name as Operation);
  if (group === 'fault') return faults.includes(name as FaultKind);
  return conditions[need as keyof typeof conditions](harness, provider.limits);
}

type Condition = (harness: Harness, limits: ProviderLimits) => boolean;

const conditions: Record<Exclude<Need, `method:${string}` | `fault:${string}`>, Condition> = {
  'limit:batch': (_, { batch }) => batch !== undefined,
  'limit:conditional-create': (_, { conditionalSet }) => conditionalSet !== 'none',
  'limit:conditional-version': (_, { conditionalSet }) => conditionalSet === 'version',
  'limit:no-conditional-set': (_, { conditionalSet }) => conditionalSet === 'none',
  'limit:empty-value': (_, { emptyValue }) => emptyValue,
  'limit:no-empty-value': (_, { emptyValue }) => !emptyValue,
  // What is larger would make the suite slow, and no backend with such a limit truncates.
  'limit:bounded-value': (_, { maxValueBytes }) => maxValueBytes <= 4 * 1024 * 1024,
  'limit:description': (_, { metadata = [] }) => metadata.includes('description'),
  'limit:tags': (_, { metadata = [] }) => metadata.includes('tags'),
  // There is something that `set` must refuse.
  'limit:partial-metadata': (_, { metadata = [] }) => !(metadata.includes('description') && metadata.includes('tags')),
  'limit:one-address-form': (_, { addresses }) => addresses.length === 1,
  'no-versions': ({ provider }) => !supports(provider, 'versions'),
  'path-addresses': ({ address }) => 'path' in address('PROBE'),
  direct: ({ indirect }) => !indirect,
  canaries: ({ canaries }) => canaries.length > 0,
  'create-provider': ({ createProvider }) => createProvider !== undefined,
  'count-requests': ({ requestCount }) => requestCount !== undefined,
  'deny-reads': ({ denyReads }) => denyReads !== undefined,
  damage: ({ damage }) => damage !== undefined,
  'peek-metadata': ({ peekMetadata }) => peekMetadata !== undefined,
  'label-versions': ({ label }) => label !== undefined,
};
