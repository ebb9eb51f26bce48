import { otherContent } from './errors.js';

/** The secrets in the text of a file, by name. A map, because a plain object has names of its own. */
export function readDocument(text: string, file: string): ReadonlyMap<string, string> {
  const content: unknown = JSON.parse(text);
  const entries = typeof content === 'object' && content !== null ? Object.entries(content) : [];
  if (Array.isArray(content) || !/^\s*{/.test(text) || !entries.every(isText)) throw otherContent(file);
  return new Map(entries);
}

function isText(entry: [string, unknown]): entry is [string, string] {
  return typeof entry[1] === 'string';
}
