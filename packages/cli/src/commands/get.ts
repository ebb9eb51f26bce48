import type { Secret } from '@keyrack/core';
import { isSecretError } from '@keyrack/core';
import type { Command } from '../command.js';
import { dotenvLine } from '../dotenv-line.js';
import { askFlag, type Flags, formatFlag, maskFlags, targetFlags } from '../flags.js';
import type { Output } from '../output.js';
import { wordsOf } from '../print-error.js';
import { withProgress } from '../progress.js';
import { targetOfName } from '../target.js';
import { ArgumentError, UsageError } from '../usage-error.js';

/** `get NAME`: masked unless revealed, also into a pipe. */
export const getCommand: Command = {
  name: 'get',
  summary: 'print one secret, masked unless --reveal is given',
  args: '<NAME>',
  flags: [
    ...targetFlags,
    formatFlag('text', 'json', 'env'),
    { flags: '--path <expression>', summary: 'part of a structured value, such as .database.password' },
    { flags: '-r, --raw', summary: 'the stored bytes, without a line break at the end' },
    ...maskFlags,
    askFlag,
  ],
  examples: ['get DATADOG_API_KEY -s prod -c api --reveal', 'get DATABASE --path .host -s prod -c api --format json'],
  async run({ args: [name = ''], flags, session }) {
    if (flags.raw && flags.format !== undefined && flags.format !== 'text') {
      throw new ArgumentError(`--raw prints text and cannot be combined with --format ${flags.format}. Leave one of them out.`);
    }
    const project = await session.project();
    if (!session.reveal) refuseMask(flags, session.masker.replacement);
    const secrets = await project.resolver(await targetOfName(session, flags, name));
    const read = () => secrets.get(name, { path: flags.path });
    const secret = await withProgress(session, () => `waiting for ${name} …`, read).catch((error: unknown) => {
      throw isSecretError(error) && error.code === 'NOT_FOUND' ? uninitialised(name, wordsOf(error)) : error;
    });
    // Short values escape the masker, so what is printed masked is the replacement itself.
    const text = session.reveal
      ? render(secret, name, flags.format ?? 'text', session.out)
      : masked(session.masker.replacement, flags.format);
    session.out.data(flags.raw ? text : `${text}\n`);
    if (!session.reveal) session.out.info('The value is masked. Add --reveal to print it.');
  },
};

// What is made for machines goes into variables and files, where the mask would pass for the value.
function refuseMask({ raw, format }: Flags, replacement: string): void {
  const asked = raw ? '--raw' : format === 'env' ? '--format env' : undefined;
  if (asked !== undefined)
    throw new UsageError(`${asked} would write ${replacement} in place of the value. Add --reveal to print the value.`);
}

function render(secret: Secret, name: string, format: string, out: Output): string {
  const value = secret.reveal();
  const text = secret.encoding === 'json' && value === 'null' ? '' : value;
  if (format === 'json') return secret.encoding === 'json' ? value : JSON.stringify(value);
  return format === 'env' ? dotenvLine(name, text, out) : text;
}

function masked(replacement: string, format: string | undefined): string {
  return format === 'json' ? JSON.stringify(replacement) : replacement;
}

function uninitialised(name: string, cause: string): UsageError {
  return new UsageError(`secret is not initialized in its backend: "${name}": ${cause}`);
}
