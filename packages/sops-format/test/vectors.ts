import { readdirSync, readFileSync } from 'node:fs';
import { type OpenSopsDocument, parseAgeIdentities, sopsToJson } from '../src/index.js';

const folder = new URL('./vectors/', import.meta.url);

export const vectorNames: readonly string[] = readdirSync(folder)
  .filter((file) => file.endsWith('.enc.yaml'))
  .map((file) => file.replace('.enc.yaml', ''));

export function vector(name: string): string {
  return readFileSync(new URL(`${name}.enc.yaml`, folder), 'utf8');
}

/** What the official tool decrypts a vector to, without the spaces and in the spelling of `JSON.stringify`. */
export function expectedJson(name: string): string {
  return compactJson(readFileSync(new URL(`${name}.json`, folder), 'utf8'));
}

/** Drops spaces and needless escapes, and leaves every number as it is spelled. */
export function compactJson(text: string): string {
  return text.replaceAll(/("(?:[^"\\]|\\.)*")|\s+/g, (_, quoted?: string) =>
    quoted === undefined ? '' : JSON.stringify(JSON.parse(quoted)),
  );
}

const keyFile = readFileSync(new URL('keys.txt', folder), 'utf8');

/** The test identities by the names `keys.txt` gives them: one, two, three, stranger, hybrid. */
export const identities: Readonly<Record<string, string>> = Object.fromEntries(
  parseAgeIdentities(keyFile).map((identity, index) => [[...keyFile.matchAll(/^# (\w+): /gm)][index]?.[1] ?? '', identity]),
);

export const recipients: Readonly<Record<string, string>> = Object.fromEntries(
  [...keyFile.matchAll(/^# (\w+): (age1\S+)$/gm)].map(([, name = '', recipient = '']) => [name, recipient]),
);

export function keysOf(...names: string[]): { ageIdentities: () => string[] } {
  return { ageIdentities: () => names.map((name) => identities[name] ?? '') };
}

/** A whole document as JSON, to compare with the official tool's. */
export function documentJson(document: OpenSopsDocument): string {
  return sopsToJson(new Map(document.names().map((name) => [name, document.get(name) ?? null])));
}
