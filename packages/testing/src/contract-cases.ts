import { faultCases } from './cases/faults.js';
import { getCases } from './cases/get.js';
import type { ContractCase } from './contract-case.js';

/**
 * The contract of providers, case by case. Which of them apply to a provider is decided by `selectCases`.
 *
 * @example
 * for (const { id, rule } of contractCases) console.log(rule, id);
 */
export const contractCases: readonly ContractCase[] = [...getCases, ...faultCases];
