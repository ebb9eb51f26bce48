import { resolvePlain } from './resolve-scalar.js';

/** Words and times of old YAML versions that are strings today, and that everyone quotes nevertheless. */
const oldBoolean = /^(?:y|Y|yes|Yes|YES|on|On|ON|n|N|no|No|NO|off|Off|OFF)$/;
const base60 = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;

/** What may stand in a text as it is: no controls, no line or paragraph separators, nothing outside the basic plane. */
const unprintable = /[^\x20-\x7e\u00a1-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]/u;
const escapes = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\0', '\\0'],
]);

function escaped(letter: string): string {
  const short = escapes.get(letter);
  if (short !== undefined) return short;
  if (!unprintable.test(letter)) return letter;
  const code = letter.codePointAt(0) ?? 0;
  const hex = code.toString(16).toUpperCase();
  if (code < 0x100) return `\\x${hex.padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}

/** True when an indicator or a space in the text would make it something else without quotes. */
function needsQuotes(text: string): boolean {
  return (
    /^[#,[\]{}&*!|>'"%@` ]/.test(text) || /^(?:---|\.\.\.)/.test(text) || /^[-?:](?: |$)/.test(text) || /: |:$| #| $/.test(text)
  );
}

/** True when the plain text would be read as something other than a string. `<<` asks readers to merge. */
function isAmbiguous(text: string): boolean {
  return text === '' || text === '<<' || typeof resolvePlain(text) !== 'string' || oldBoolean.test(text) || base60.test(text);
}

/**
 * Writes a text as a YAML scalar in the style of the official tool: plain where that is safe, double quotes where the type would
 * change, single quotes for the rest. Line breaks are escaped, so that the scalar takes one line.
 */
export function emitString(text: string): string {
  if (isAmbiguous(text) || unprintable.test(text)) return `"${[...text].map(escaped).join('')}"`;
  return needsQuotes(text) ? `'${text.replaceAll("'", "''")}'` : text;
}

/** Readers may refuse a longer name that does not announce itself as one with a question mark. */
const longestImplicitKey = 128;

/** Writes a name as a YAML mapping key up to and including its colon. */
export function emitName(name: string, lineBreak: string, indent: string): string {
  const key = emitString(name);
  return Buffer.byteLength(name) > longestImplicitKey ? `? ${key}${lineBreak}${indent}:` : `${key}:`;
}
