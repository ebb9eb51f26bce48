import type { Declaration, MovedValue } from '@keyrack/config';
import type { Command } from '../command.js';
import { resultFlag, targetFlags } from '../flags.js';
import { namedComponent } from '../target.js';
import { UsageError } from '../usage-error.js';

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
  ],
  examples: [
    "move -s prod --from-file 'secrets/{{ .atmos_stack }}.enc.yaml' --dry-run",
    "move --from-file 'secrets/{{ .atmos_stack }}.enc.yaml'",
  ],
  async run(call) {
    const { flags, session } = call;
    const { stack, fromFile, vault, dryRun = false } = flags;
    if (fromFile === undefined)
      throw new UsageError(
        "the old file is not known. Name it as the vault did: --from-file 'secrets/{{ .atmos_stack }}.enc.yaml'.",
      );
    const project = await session.project();
    const results: MovedValue[] = [];
    for await (const result of project.move({ stack, ...(await namedComponent(call, stack)), fromFile, vault, dryRun })) {
      results.push(result);
      if (result.error) session.out.error(sentence(result, dryRun));
      else session.out.info(sentence(result, dryRun));
    }
    const [moved, copied, failed] = (['moved', 'copied', 'failed'] as const).map(
      (outcome) => results.filter((result) => result.outcome === outcome).length,
    );
    session.out.success(
      dryRun
        ? `Dry run: ${moved} value(s) would be moved, ${copied} copied, ${failed} failed`
        : `Moved ${moved} value(s), copied ${copied}, ${failed} failed`,
    );
    if (flags.format === 'json')
      session.out.data(`${JSON.stringify({ action: 'move', dryRun, results: results.map(entryOf) })}\n`);
    return failed === 0 ? 0 : 1;
  },
};

function sentence({ declaration, from, to, outcome, reason, error }: MovedValue, dryRun: boolean): string {
  const what = `${declaration.name}${placeOf(declaration)}`;
  if (error) return `${what} stays in ${from}: ${error.message}`;
  const verb = outcome === 'moved' ? (dryRun ? 'Would move' : 'Moved') : dryRun ? 'Would copy' : 'Copied';
  return `${verb} ${what}: ${from} → ${to}${reason === undefined ? '' : `; the old value stays, because ${reason}`}`;
}

function placeOf({ scope, stack, component }: Declaration): string {
  if (scope === 'global') return '';
  return scope === 'stack' ? ` for stack ${stack}` : ` for component ${component} in stack ${stack}`;
}

function entryOf({ declaration, from, to, outcome, reason, error }: MovedValue): object {
  const { name, scope, stack, component, componentType, label } = declaration;
  return {
    secret: name,
    scope,
    ...(scope !== 'global' && { stack }),
    ...(scope === 'instance' && { component, type: componentType }),
    provider: label,
    from,
    to,
    outcome,
    ...(reason !== undefined && { reason }),
    ...(error && { error: { code: error.code, message: error.message } }),
  };
}
