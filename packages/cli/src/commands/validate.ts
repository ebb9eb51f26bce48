import {
  type Declaration,
  type DeclarationStatus,
  type FileConflict,
  type Project,
  sopsFileConflicts,
  type Target,
} from '@keyrack/config';
import type { Call, Command } from '../command.js';
import { askFlag, resultFlag, targetFlags } from '../flags.js';
import { eachOnce, needed } from '../once.js';
import { cannotBeChecked } from '../print-error.js';
import { statusWithProgress } from '../progress.js';
import { errorKeys, printResult, secretKeys } from '../result.js';
import { declarationsAt, stackTarget } from '../target.js';

/** `validate`: fails unless every required secret has a value and every backend can be asked. */
export const validateCommand: Command = {
  name: 'validate',
  summary: 'check that all required secrets have a value',
  args: '[COMPONENT]',
  flags: [...targetFlags, resultFlag, askFlag],
  examples: ['validate -s prod', 'validate api -s prod'],
  async run(call) {
    const { session } = call;
    const project = await session.project();
    const target = await stackTarget(call);
    const declared = await declarationsAt(project, target);
    // What `init` leaves out needs no value here either. Faults of its manifest stay faults.
    const judged = needed(declared, target);
    // The whole stack is looked at for one component, too, as in Atmos: it shares its file with others, whoever is asked about.
    const inStack = target.stack === undefined ? [] : await project.declarations({ stack: target.stack });
    const conflicts = sopsFileConflicts(inStack);
    const faults = await faultsAt(project, target, declared);
    const statuses = await statusWithProgress(session, eachOnce(judged), { verify: true });
    const missing = statuses.filter(({ declaration, status }) => declaration.required && status === 'missing');
    const empty = statuses.filter((status) => status.declaration.required && status.empty);
    const errored = statuses.filter(({ status }) => status === 'error');
    const valid = missing.length + errored.length + conflicts.length + faults.length === 0;
    const findings: Findings = { target, conflicts, faults, missing, empty, errored, valid };
    report(call, findings);
    printResult(call, resultOf(findings));
    return valid ? 0 : 1;
  },
};

interface Findings {
  readonly target: Target;
  readonly conflicts: readonly FileConflict[];
  /** What works but must not stay as it is. */
  readonly faults: readonly string[];
  readonly missing: readonly DeclarationStatus[];
  /** Required and empty, which may be meant: it is told, and fails nothing. */
  readonly empty: readonly DeclarationStatus[];
  readonly errored: readonly DeclarationStatus[];
  readonly valid: boolean;
}

async function faultsAt(project: Project, target: Target, declarations: readonly Declaration[]): Promise<readonly string[]> {
  const instances = target.stack === undefined ? [] : await project.instances(target);
  return [...new Set([...instances, ...declarations].flatMap(({ faults }) => faults))];
}

function report({ session: { out } }: Call, { target, conflicts, faults, missing, empty, errored, valid }: Findings): void {
  for (const message of [...conflicts.map((conflict) => conflict.message), ...faults]) out.error(message);
  for (const { declaration } of missing)
    out.error(`Missing required secret ${declaration.name} (${declaration.label})${componentInWords(declaration, target)}`);
  for (const { declaration } of empty)
    out.warn(
      `Required secret ${declaration.name} (${declaration.label})${componentInWords(declaration, target)} has an empty value`,
    );
  for (const { declaration, error } of errored) out.warn(cannotBeChecked(`${declaration.name} (${declaration.label})`, error));
  if (valid) out.success(`All required secrets are initialized${targetInWords(target)}`);
  else
    out.error(
      `validation failed: ${missing.length} required secret(s) missing, ${errored.length} could not be checked, ${conflicts.length} conflict(s), ${faults.length} fault(s)`,
    );
}

function componentInWords({ scope, component }: Declaration, target: Target): string {
  return scope !== 'instance' || target.component !== undefined ? '' : ` for component ${component}`;
}

function targetInWords({ stack, component }: Target): string {
  if (stack === undefined) return ' in the main configuration';
  return component === undefined ? ` in stack ${stack}` : ` for component ${component} in stack ${stack}`;
}

function resultOf({ target, conflicts, faults, missing, empty, errored, valid }: Findings): object {
  const entry = ({ declaration, status, empty, error }: DeclarationStatus) => ({
    ...secretKeys(declaration),
    status,
    ...(empty && { empty }),
    required: declaration.required,
    ...(error && { error: errorKeys(error) }),
  });
  return {
    ...target,
    valid,
    missing: missing.map(entry),
    empty: empty.map(entry),
    errored: errored.map(entry),
    conflicts: conflicts.map(({ message }) => message),
    faults,
  };
}
