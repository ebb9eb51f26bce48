import type { DotenvDocument } from '@keyrack/core/dotenv';
import { brokenOff, type EnvFileCall, refusedLine } from './errors.js';

const variable = /^[A-Za-z_]\w{0,254}$/;

/** Whether the name of a variable; other names may stand in a file, and are nobody's business here. */
export function isVariable(name: string): boolean {
  return variable.test(name);
}

/** The variables of a file, those included whose values are refused. */
export function namesIn(document: DotenvDocument | undefined): readonly string[] {
  const entries = document?.entries.filter((entry) => entry.fault === undefined || entry.assigned) ?? [];
  return entries.flatMap(({ name }) => (name !== undefined && isVariable(name) ? [name] : []));
}

/** Numbers of the lines that give no value which can be relied on. */
export function refusedIn(document: DotenvDocument | undefined): readonly number[] {
  return document?.entries.flatMap(({ fault, line }) => (fault === undefined ? [] : [line])) ?? [];
}

/**
 * The value of a name; `undefined` when the file does not have it.
 *
 * @throws `INVALID_CONFIG` with the line when that gives no value which can be relied on, or when the file breaks off.
 */
export function valueIn(document: DotenvDocument | undefined, name: string, call: EnvFileCall): string | undefined {
  const entry = document?.find(name);
  if (entry?.fault !== undefined) throw refusedLine(entry, call);
  if (entry === undefined && document?.torn) throw brokenOff(document.torn, call);
  return entry?.value;
}

/**
 * The text with another value of a name, or without the name.
 *
 * @throws `INVALID_CONFIG` with the line whose quotes stand in the way, or when the file breaks off before it has the name.
 */
export function changedText(document: DotenvDocument, name: string, value: string | undefined, call: EnvFileCall): string {
  if (document.torn && document.find(name) === undefined) throw brokenOff(document.torn, call);
  const text = value === undefined ? document.without(name) : document.with(name, value);
  if (typeof text !== 'string') throw refusedLine(text, call);
  return text;
}
