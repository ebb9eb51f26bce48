import assert from 'node:assert/strict';
import { inspect } from 'node:util';

/**
 * Asserts that nothing which can be seen of a value holds one of these secrets, in any of the forms in which secrets travel.
 *
 * Looked at: string conversion, message, stack, inspection with hidden properties, JSON, structured clone, and every own property
 * and cause, hidden ones too. What only `originalError` yields is not looked at: it is kept apart on purpose.
 */
export function assertNoLeak(seen: unknown, secrets: readonly string[], where: string): void {
  assertNoSecret(everythingVisible(seen), secrets, where);
}

/** Asserts that a text holds none of these secrets in any form. The failure does not quote the secret. */
function assertNoSecret(text: string, secrets: readonly string[], where: string): void {
  for (const secret of secrets) {
    for (const [form, encoded] of formsOf(secret)) {
      assert.ok(!text.includes(encoded), `${where} shows a secret (${form})`);
    }
  }
}

function everythingVisible(seen: unknown): string {
  return [
    () => String(seen),
    () => (seen instanceof Error ? `${seen.message}\n${seen.stack}` : ''),
    () => inspect(seen, { showHidden: true, depth: 8, maxStringLength: null, breakLength: Number.POSITIVE_INFINITY }),
    () => JSON.stringify(seen),
    () => inspect(structuredClone(seen), { depth: 8, maxStringLength: null }),
    () => [...propertiesOf(seen, new Set())].join('\n'),
  ]
    .map(textOf)
    .join('\n');
}

// A value that cannot be converted (circular, not cloneable) shows nothing in that way.
function textOf(show: () => string): string {
  try {
    return show() ?? '';
  } catch (error) {
    return String(error);
  }
}

function* propertiesOf(seen: unknown, visited: Set<unknown>): Iterable<string> {
  if (typeof seen === 'string') yield seen;
  if (seen instanceof Uint8Array) yield Buffer.from(seen).toString('utf8');
  if ((typeof seen !== 'object' && typeof seen !== 'function') || seen === null || visited.has(seen)) return;
  visited.add(seen);
  if (seen instanceof Map || seen instanceof Set) for (const item of seen) yield* propertiesOf(item, visited);
  for (const key of Reflect.ownKeys(seen)) {
    yield String(key);
    yield* propertiesOf(Reflect.get(seen, key), visited);
  }
}

function* formsOf(secret: string): Iterable<readonly [form: string, encoded: string]> {
  const bytes = Buffer.from(secret);
  yield ['as it is', secret];
  yield ['in JSON', JSON.stringify(secret).slice(1, -1)];
  yield ['in a URI', encodeURIComponent(secret)];
  yield ['in a form', new URLSearchParams([['', secret]]).toString().slice(1)];
  yield ['in hex', bytes.toString('hex')];
  yield ['in upper-case hex', bytes.toString('hex').toUpperCase()];
  for (const encoding of ['base64', 'base64url'] as const) {
    // Inside a longer text (`user:password`) the same bytes encode in three ways, depending on where they begin.
    for (const offset of [0, 1, 2]) {
      const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
        .toString(encoding)
        .replace(/=+$/, '');
      const first = Math.ceil((offset * 4) / 3);
      yield [encoding, encoded.slice(first, Math.floor(((offset + bytes.length) * 4) / 3))];
    }
  }
}
