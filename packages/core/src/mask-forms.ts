import { escapedForms } from './mask-escapes.js';

/** Shortest value, in bytes of UTF-8, that is masked at all. */
export const shortestValue = 4;
const shortestForm = 8;

/**
 * Lists the texts by which a value may show up in output: itself, its lines, and the encodings that tools apply.
 *
 * Forms of fewer than 8 characters are left out, except the value itself: they would mask ordinary text.
 */
export function maskForms(value: string): readonly string[] {
  const forms = new Set([
    ...formsOfText(value),
    ...linesOf(value).flatMap((line) => [line, ...base64Forms(line)]),
    ...foldedForms(value),
    ...leavesOf(value),
  ]);
  return [...forms].filter((form) => form === value || form.length >= shortestForm);
}

function formsOfText(value: string): string[] {
  const uri = encodeURIComponentSafely(value);
  const json = JSON.stringify(value).slice(1, -1);
  const ascii = json.replaceAll(/[^ -~]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return [
    value,
    value.replace(/\r?\n$/, ''),
    ...base64Forms(value),
    ...hexForms(value),
    ...[uri, uri.replaceAll('%20', '+'), strictUri(uri), new URLSearchParams({ v: value }).toString().slice(2)].flatMap(
      (form) => [form, lowerHex(form)],
    ),
    json,
    ascii,
    JSON.stringify(json).slice(1, -1),
    json.replaceAll('/', '\\/'),
    json.replaceAll(/[<>&]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`),
    value.replaceAll("'", "'\\''"),
    // Of `shlex.quote` in Python.
    value.replaceAll("'", `'"'"'`),
    value.replaceAll("'", "''"),
    value.replaceAll(/["\\$`]/g, '\\$&'),
    ...escapedForms(value),
  ];
}

// Lines of a multi-line value, because tools indent and fold; not the headers that all PEM files share.
function linesOf(value: string): string[] {
  if (!value.includes('\n')) return [];
  const lines = value.split('\n').map((line) => line.trim());
  return lines.filter((line) => line.length >= shortestForm && !line.startsWith('-----'));
}

// Strings inside a structured value, because a path may extract them later, elsewhere.
function leavesOf(value: string): string[] {
  if (!/^\s*[[{]/.test(value)) return [];
  const leaves: string[] = [];
  try {
    JSON.parse(value, (_, leaf: unknown) => {
      if (typeof leaf === 'string') leaves.push(...formsOfText(leaf));
      return leaf;
    });
  } catch {
    return []; // Not JSON after all: there are no leaves, and the value itself is registered.
  }
  return leaves;
}

// The whole value, and the middle that stays the same wherever the value lies in a longer base64 text.
function base64Forms(value: string): string[] {
  const bytes = new TextEncoder().encode(value);
  const whole = toBase64(bytes);
  const middles = [0, 1, 2].map((shift) => {
    const shifted = new Uint8Array(shift + bytes.length);
    shifted.set(bytes, shift);
    return toBase64(shifted).slice(Math.ceil((8 * shift) / 6), Math.floor((8 * shifted.length) / 6));
  });
  const standard = [whole, whole.replace(/=+$/, ''), ...middles];
  return [...standard, ...standard.map((form) => form.replaceAll('+', '-').replaceAll('/', '_'))];
}

// Base64 in lines, as PEM (64) and MIME with most tools (76) have it: https://www.rfc-editor.org/rfc/rfc2045#section-6.8
function foldedForms(value: string): string[] {
  const whole = toBase64(new TextEncoder().encode(value));
  return [64, 76].flatMap((width) => {
    const lines = whole.match(new RegExp(`.{1,${width}}`, 'g')) ?? [];
    return lines.length < 2 ? [] : [lines.join('\n'), lines.join('\r\n'), ...lines];
  });
}

function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

function hexForms(value: string): string[] {
  const hex = Array.from(new TextEncoder().encode(value), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex, hex.toUpperCase()];
}

function encodeURIComponentSafely(value: string): string {
  return encodeURIComponent(value.toWellFormed());
}

function strictUri(uri: string): string {
  return uri.replaceAll(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

function lowerHex(uri: string): string {
  return uri.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
}
