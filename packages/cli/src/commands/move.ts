import type { MovedValue, MoveTarget, Project } from '@keyrack/config';
import { isSecretError } from '@keyrack/core';
import type { Call, Command } from '../command.js';
import { askFlag, resultFlag, targetFlags } from '../flags.js';
import { ownerInWords } from '../owner.js';
import { printError, wordsOf } from '../print-error.js';
import { withProgress } from '../progress.js';
import { errorKeys, printResult, secretKeys } from '../result.js';
import type { Session } from '../session.js';
import { namedComponent } from '../target.js';
import { ArgumentError } from '../usage-error.js';

/** `move`: brings values of a SOPS vault from the files where they lay to those where they belong now. */
export const moveCommand: Command = {
  name: 'move',
  summary: 'move values to the files that their SOPS vault means now',
  args: '[COMPONENT]',
  flags: [
    ...targetFlags,
    { flags: '--from-file <pattern>', summary: 'the file that the vault had, as it was written, templates included' },
    { flags: '--vault <name>', summary: 'the vault; needed where there are several' },
    { flags: '--dry-run', summary: 'only say what would be moved' },
    resultFlag,
    askFlag,
  ],
  examples: [
    "move -s prod --from-file 'secrets/{{ .atmos_stack }}.enc.yaml' --dry-run",
    "move --from-file 'secrets/{{ .atmos_stack }}.enc.yaml'",
  ],
  async run(call) {
    const { flags, session } = call;
    const { dryRun = false, fromFile } = flags;
    if (fromFile === undefined)
      throw new ArgumentError(
        "the old file is not known. Name it as the vault did: --from-file 'secrets/{{ .atmos_stack }}.enc.yaml'.",
      );
    const { stack, vault } = flags;
    const project = await session.project();
    const target = { stack, ...(await namedComponent(call, stack)), fromFile, vault, dryRun };
    const results: MovedValue[] = [];
    session.tellWarnings();
    try {
      const text = () => `moving … ${results.length} done`;
      await withProgress(session, text, () => moveEach(session, project, target, results));
    } catch (error) {
      return stopped(call, results, error);
    }
    if (results.length === 0) session.out.warn(`no value was found in ${fromFile}. Look at --from-file if there should be one.`);
    const [moved, copied, failed] = (['moved', 'copied', 'failed'] as const).map(
      (outcome) => results.filter((result) => result.outcome === outcome).length,
    );
    session.out.success(
      dryRun
        ? `Dry run: ${moved} value(s) would be moved, ${copied} copied, ${failed} failed`
        : `Moved ${moved} value(s), copied ${copied}, ${failed} failed`,
    );
    printResult(call, { action: 'move', dryRun, results: results.map(entryOf) });
    return failed === 0 ? 0 : 1;
  },
};

async function moveEach({ out }: Session, project: Project, target: MoveTarget, results: MovedValue[]): Promise<void> {
  for await (const result of project.move(target)) {
    results.push(result);
    const words = sentence(result, target.dryRun);
    if (result.error) out.error(words);
    else out.info(words);
  }
}

/** Tells what ended the command and what was moved before. What had not begun ends as any error does. */
function stopped(call: Call, results: readonly MovedValue[], error: unknown): number {
  const { flags, session } = call;
  const interrupted = session.endedBy !== undefined;
  if (results.length === 0 && !interrupted) throw error;
  const stop = { after: results.length, ...(isSecretError(error) && { error: errorKeys(error) }) };
  printResult(call, { action: 'move', dryRun: flags.dryRun === true, results: results.map(entryOf), stopped: stop });
  if (!interrupted) printError(error, session);
  const ending = interrupted ? 'cancelled' : 'stopped';
  session.out.error(`${ending} after ${results.length} value(s). None is lost: run the same command again to go on.`);
  if (interrupted) throw error;
  return 1;
}

function sentence({ declaration, from, to, outcome, reason, error }: MovedValue, dryRun = false): string {
  const what = `${declaration.name} ${ownerInWords(declaration)}`.trimEnd();
  if (error) return `${what} stays in ${from}: ${wordsOf(error)}`;
  const verb = outcome === 'moved' ? (dryRun ? 'Would move' : 'Moved') : dryRun ? 'Would copy' : 'Copied';
  return `${verb} ${what}: ${from} → ${to}${reason === undefined ? '' : `; the old value stays, because ${reason}`}`;
}

function entryOf({ declaration, from, to, outcome, reason, error }: MovedValue): object {
  const rest = { ...(reason !== undefined && { reason }), ...(error && { error: errorKeys(error) }) };
  return { ...secretKeys(declaration), from, to, outcome, ...rest };
}
