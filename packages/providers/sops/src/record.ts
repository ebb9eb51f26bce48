import { type BatchEntry, isSecretError, type SecretError, type SecretRecord } from '@keyrack/core/provider';
import { sopsFormat } from './client.js';
import { about, fileFault, type SopsCall } from './errors.js';
import type { OpenVault } from './vaults.js';

/**
 * One value of a file: text as it is, a time as its text, what is a type of JSON as that. Numbers and booleans have the text that the
 * official tool prints.
 *
 * @throws `UNSUPPORTED` for bytes that are no text.
 */
export function recordOf({ path, document }: OpenVault, name: string, call: SopsCall): Promise<SecretRecord | undefined> {
  return about(path, call, async () => {
    const value = document.get(name);
    if (value === undefined || typeof value === 'string') return value === undefined ? undefined : { value };
    if (value instanceof Uint8Array) {
      const advice = 'Read it with the sops program, or store it as Base64.';
      throw fileFault(`${path}: the value of ${name} is no text. ${advice}`, 'UNSUPPORTED', path, call);
    }
    const { sopsToJson, sopsToText } = await sopsFormat();
    if (typeof value === 'object' && value !== null) {
      return 'time' in value ? { value: value.time } : { value: sopsToJson(value), encoding: 'json' };
    }
    const text = sopsToText(value);
    // JSON has no infinity.
    return typeof value === 'number' && !Number.isFinite(value) ? { value: text } : { value: text, encoding: 'json' };
  });
}

/** The same for a batch, where what is wrong with one value is told of that value alone. */
export async function entryOf(opened: OpenVault | SecretError | undefined, name: string, call: SopsCall): Promise<BatchEntry> {
  if (isSecretError(opened)) return { error: opened };
  try {
    const record = opened && (await recordOf(opened, name, call));
    return record ? { record } : { absent: true };
  } catch (error) {
    if (isSecretError(error)) return { error };
    throw error;
  }
}
