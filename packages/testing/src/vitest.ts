/** The contract suite for vitest. @packageDocumentation */
import { describe, it } from 'vitest';
import type { ContractCase } from './contract-case.js';
import { contractCases } from './contract-cases.js';
import type { MakeHarness } from './harness.js';
import { checkExemptions, type Exemptions, runCase } from './run-case.js';
import { describeSelection, selectCases } from './select-cases.js';
import { variants as allVariants, throughVariant, type Variant } from './variant.js';

/** Settings of {@link describeContract}. */
export interface ContractOptions {
  /** Cases that this backend cannot pass, with the reason and a link. An exempt case that passes fails the run. */
  readonly exempt?: Exemptions | undefined;
  /** Default: all of them. */
  readonly variants?: readonly Variant[] | undefined;
  /** Default: `contractCases`. */
  readonly cases?: readonly ContractCase[] | undefined;
}

/**
 * Registers every case of the contract that applies to a harness as a vitest test, once for each variant.
 *
 * The others are registered as skipped, each with what is missing for it; one line for each variant counts both.
 *
 * @example
 * describeContract('aws/ssm on the emulator', () => emulatorHarness());
 */
export function describeContract(title: string, makeHarness: MakeHarness, options: ContractOptions = {}): void {
  const { exempt = {}, variants = allVariants, cases = contractCases } = options;
  describe(title, async () => {
    const probe = await makeHarness();
    const runs = variants.map((variant) => ({ variant, selection: selectCases(throughVariant(probe, variant), cases) }));
    await probe.dispose();
    checkExemptions(
      exempt,
      runs.flatMap(({ selection }) => selection.selected),
    );

    for (const { variant, selection } of runs) {
      console.info(describeSelection(`${probe.provider.kind} (${title}, ${variant})`, selection));
      describe(variant, () => {
        for (const one of selection.selected) {
          const exemption = exempt[one.id];
          const name = exemption === undefined ? one.id : `${one.id} (exempt: ${exemption})`;
          it(`${name} [${one.rule}]`, () => runCase(one, makeHarness, { variant, exemption }));
        }
        for (const { case: one, missing } of selection.notSelected)
          it.skip(`${one.id} [${one.rule}] (not here: ${missing.join(', ')})`, () => undefined);
      });
    }
  });
}
