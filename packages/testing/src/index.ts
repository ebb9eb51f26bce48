/** The contract of keyrack providers as a list of cases, and fault injection for tests. @packageDocumentation */
export { type ContractCase, contractCase, type HarnessWith, type Need, type Rule } from './contract-case.js';
export { contractCases } from './contract-cases.js';
export { type BackendRequest, createFaultSwitch, type FaultSwitch, faultCodes } from './fault-switch.js';
export { createFaultyFile, type FaultyFile } from './faulty-file.js';
export { faultyProvider } from './faulty-provider.js';
export type { FaultKind, Harness, MakeHarness } from './harness.js';
export { checkExemptions, type Exemptions, type RunOptions, runCase } from './run-case.js';
export { describeSelection, type NotSelected, type Selection, selectCases } from './select-cases.js';
export { throughVariant, type Variant, variants } from './variant.js';
