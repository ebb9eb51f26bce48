import type { Operation, Supports } from '@keyrack/core/provider';
import type { FaultKind, Harness } from './harness.js';

/** The rule of the contract that a case checks; `capabilities` and `health` stand for what has no number. */
export type Rule =
  | 'R1'
  | 'R2'
  | 'R3'
  | 'R4'
  | 'R5'
  | 'R6'
  | 'R7'
  | 'R8'
  | 'R9'
  | 'R10'
  | 'R11'
  | 'R12'
  | 'R13'
  | 'R14'
  | 'capabilities'
  | 'health';

/**
 * What a case cannot do without: a method of the provider, a property of its limits, a fault, or an ability of the harness.
 *
 * `direct` keeps a case away from the `client` variant; `path-addresses` asks for a harness whose addresses are paths.
 */
export type Need =
  | `method:${Operation}`
  | `fault:${FaultKind}`
  | 'limit:batch'
  | 'limit:conditional-create'
  | 'limit:conditional-version'
  | 'limit:no-conditional-set'
  | 'limit:empty-value'
  | 'limit:no-empty-value'
  | 'limit:bounded-value'
  | 'limit:description'
  | 'limit:tags'
  | 'limit:partial-metadata'
  | 'limit:one-address-form'
  | 'no-versions'
  | 'path-addresses'
  | 'direct'
  | 'canaries'
  | keyof Abilities;

interface Abilities {
  readonly 'create-provider': 'createProvider';
  readonly 'count-requests': 'requestCount';
  readonly 'deny-reads': 'denyReads';
  readonly damage: 'damage';
  readonly 'peek-metadata': 'peekMetadata';
  readonly 'label-versions': 'label';
}

type OperationIn<N> = N extends `method:${infer Op extends Operation}` ? Op : never;
type AbilityIn<N> = N extends keyof Abilities ? Abilities[N] : never;

/** A harness that certainly has what these needs name, so that a case can only call what it asked for. */
export type HarnessWith<N extends Need> = Harness & {
  readonly provider: Supports<OperationIn<N>>;
} & Required<Pick<Harness, AbilityIn<N>>>;

/** One behaviour that every provider must show, with one reason to fail. */
export interface ContractCase {
  /** `operation/condition-outcome`. Stable: exemptions and the provider matrix refer to it. */
  readonly id: string;
  /** The rule of the contract that it shows. */
  readonly rule: Rule;
  /** Methods, faults and abilities without which it does not apply. */
  readonly needs: readonly Need[];
  /** Rejects when the provider does not behave. Give it a fresh harness that has what the case needs. */
  run(harness: Harness): Promise<void>;
}

/**
 * Declares a {@link ContractCase}; inside `run`, methods and abilities named by `needs` are there without a check.
 *
 * @example
 * const deletes = contractCase({
 *   id: 'delete/absent-returns-false',
 *   rule: 'R10',
 *   needs: ['method:delete'],
 *   run: async ({ provider, address }) => assert.equal(await provider.delete(address('ABSENT')), false),
 * });
 */
export function contractCase<const Needs extends readonly Need[]>(definition: {
  /** `operation/condition-outcome`. Stable: exemptions and the provider matrix refer to it. */
  readonly id: string;
  /** The rule of the contract that it shows. */
  readonly rule: Rule;
  /** Methods, faults and abilities without which it does not apply. */
  readonly needs: Needs;
  /** Rejects when the provider does not behave. */
  run(harness: HarnessWith<Needs[number]>): Promise<void>;
}): ContractCase {
  // The parameter of a method may be narrower than the interface says; `selectCases` is what makes that sound.
  return definition as ContractCase;
}
