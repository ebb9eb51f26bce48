import { abortCases } from './cases/abort.js';
import { batchCases } from './cases/batch.js';
import { checkCases } from './cases/check.js';
import { conditionalSetCases } from './cases/conditional-set.js';
import { deleteCases } from './cases/delete.js';
import { faultCases } from './cases/faults.js';
import { getCases } from './cases/get.js';
import { leakCases } from './cases/leaks.js';
import { lifecycleCases } from './cases/lifecycle.js';
import { listCases } from './cases/list.js';
import { metadataCases } from './cases/metadata.js';
import { namesCases } from './cases/names.js';
import { rollbackCases } from './cases/rollback.js';
import { setCases } from './cases/set.js';
import { statusCases } from './cases/status.js';
import { valuesCases } from './cases/values.js';
import { versionsCases } from './cases/versions.js';
import type { ContractCase } from './contract-case.js';

/**
 * The contract of providers, case by case. Which of them apply to a provider is decided by `selectCases`.
 *
 * @example
 * for (const { id, rule } of contractCases) console.log(rule, id);
 */
export const contractCases: readonly ContractCase[] = [
  ...getCases,
  ...faultCases,
  ...leakCases,
  ...abortCases,
  ...statusCases,
  ...batchCases,
  ...setCases,
  ...conditionalSetCases,
  ...metadataCases,
  ...deleteCases,
  ...listCases,
  ...versionsCases,
  ...rollbackCases,
  ...namesCases,
  ...valuesCases,
  ...lifecycleCases,
  ...checkCases,
];
