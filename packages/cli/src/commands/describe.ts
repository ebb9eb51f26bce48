import type { Command } from '../command.js';
import { askFlag, formatFlag, maskFlags, targetFlags } from '../flags.js';
import { withProgress } from '../progress.js';
import { instanceTarget } from '../target.js';

/** `describe component`: the merged section of a component; its secrets masked without asking any backend. */
export const describeCommand: Command = {
  name: 'component',
  summary: 'show what a component resolves to',
  args: '<COMPONENT>',
  flags: [
    ...targetFlags.filter(({ flags }) => !flags.includes('--component')),
    formatFlag('yaml', 'json'),
    { flags: '--provenance', summary: 'accepted for Atmos scripts; has no effect', hidden: true },
    ...maskFlags,
    askFlag,
  ],
  examples: ['describe component api -s prod', 'describe component api -s prod --mask=false --format json'],
  async run({ args: [component = ''], flags, session }) {
    const { stack = '' } = await instanceTarget(session, { ...flags, component });
    const project = await session.project();
    const read = () => project.describeComponent({ stack, component, type: flags.type, reveal: session.reveal });
    const section = await withProgress(session, () => `reading the secrets of ${component} …`, read);
    const asJson = flags.format === 'json';
    session.out.data(asJson ? `${JSON.stringify(section, null, 2)}\n` : (await import('../to-yaml.js')).toYaml(section));
  },
};
