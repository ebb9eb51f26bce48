import type { ContractCase } from './contract-case.js';
import type { MakeHarness } from './harness.js';
import { throughVariant, type Variant } from './variant.js';

/** Case ids with the reason why a backend cannot pass them, which ends in a link to where that is explained. */
export type Exemptions = Readonly<Record<string, string>>;

/** How {@link runCase} runs a case. */
export interface RunOptions {
  /** Default: `raw`. */
  readonly variant?: Variant | undefined;
  /** The reason of an exemption: the case must then fail. */
  readonly exemption?: string | undefined;
}

/**
 * Runs one case on a fresh harness, and disposes of the harness whatever happens.
 *
 * With an exemption the case must fail: one that passes rejects, so that exemptions do not outlive their reason.
 *
 * @example
 * for (const one of selectCases(await makeHarness(), contractCases).selected) await runCase(one, makeHarness);
 */
export async function runCase(
  one: ContractCase,
  makeHarness: MakeHarness,
  { variant = 'raw', exemption }: RunOptions = {},
): Promise<void> {
  // Outside of the judgement: a harness that cannot be made is no excuse for an exemption.
  const harness = await makeHarness();
  const failure = await one.run(throughVariant(harness, variant)).then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  await harness.dispose();
  if (exemption === undefined) {
    if (failure) throw failure.error;
  } else if (!failure) {
    throw new Error(`${one.id} passes: remove its exemption ("${exemption}").`);
  }
}

/**
 * Refuses exemptions that say nothing: an unknown case, or no reason with a link.
 *
 * @throws `TypeError` with every problem at once.
 * @example
 * checkExemptions({ 'list/left-early-ends': 'the emulator has one page: https://example.com/issues/1' }, contractCases);
 */
export function checkExemptions(exempt: Exemptions, cases: readonly ContractCase[]): void {
  const known = new Set(cases.map(({ id }) => id));
  const problems = Object.entries(exempt).flatMap(([id, reason]) => [
    ...(known.has(id) ? [] : [`"${id}" is not a case that applies here`]),
    ...(/\S.*https:\/\//.test(reason) ? [] : [`"${id}" has no reason with a link`]),
  ]);
  if (problems.length > 0) throw new TypeError(`exemptions need attention: ${problems.join('; ')}.`);
}
