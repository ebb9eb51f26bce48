import type { ClosedDocument } from './client.js';
import { fileFault, type SopsCall } from './errors.js';
import type { SopsSettings } from './options.js';

/**
 * Refuses a file that is not there in a vault of other keys: it can neither be made nor have been made here. One that is there tells
 * by itself which keys it has, whatever the vault is called.
 *
 * @throws `UNSUPPORTED` unless the vault is of age keys, or says for which age keys it makes files.
 */
export function refuseForeignVault(
  path: string,
  { kind, ageRecipients = [] }: Pick<SopsSettings, 'kind' | 'ageRecipients'>,
  call: SopsCall,
): void {
  if (kind === 'sops/age' || ageRecipients.length > 0) return;
  const message = `${path} cannot be made or read: vaults of the kind ${kind} are not supported yet, age keys alone are. Use the kind sops/age, or the sops program.`;
  throw fileFault(message, 'UNSUPPORTED', path, call);
}

/** @throws `UNSUPPORTED` for a file without any age key. */
export function refuseForeignKeys({ metadata }: ClosedDocument, path: string, call: SopsCall): void {
  if (metadata.ageRecipients.length > 0) return;
  const types = metadata.keyTypes.join(', ') || 'no';
  const advice = 'Add an age recipient with the sops program.';
  throw fileFault(`${path} has ${types} keys, and age keys alone are supported. ${advice}`, 'UNSUPPORTED', path, call);
}
