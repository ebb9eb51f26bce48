import { secretError } from './secret-error.js';

/** What the user means: a name at instance, stack or global scope. */
export type Coordinate =
  | { readonly scope: 'instance'; readonly stack: string; readonly component: string; readonly name: string }
  | { readonly scope: 'stack'; readonly stack: string; readonly name: string }
  | { readonly scope: 'global'; readonly name: string };

/** The scope of a {@link Coordinate}: one component in one stack, one stack, or everything. */
export type Scope = Coordinate['scope'];

/**
 * Formats a coordinate: `NAME` (global), `stack//NAME` (stack), `stack/component/NAME` (instance), with `/` and `%` inside a
 * part percent-encoded. The inverse of {@link parseCoordinate}.
 *
 * @example
 * formatCoordinate({ scope: 'instance', stack: 'prod', component: 'infra/vpc', name: 'KEY' }); // 'prod/infra%2Fvpc/KEY'
 */
export function formatCoordinate(coordinate: Coordinate): string {
  const name = encode(coordinate.name);
  if (coordinate.scope === 'global') return name;
  const component = coordinate.scope === 'instance' ? encode(coordinate.component) : '';
  return `${encode(coordinate.stack)}/${component}/${name}`;
}

/**
 * Parses what {@link formatCoordinate} prints.
 *
 * @throws `INVALID_ARGUMENT` for any other text.
 * @example
 * parseCoordinate('prod//DB_URL'); // { scope: 'stack', stack: 'prod', name: 'DB_URL' }
 */
export function parseCoordinate(text: string): Coordinate {
  const parts = text.split('/').map((part) => decode(part, text));
  const [first = '', second = '', third = ''] = parts;
  if (parts.length === 1 && first !== '') return { scope: 'global', name: first };
  if (parts.length === 3 && first !== '' && third !== '') {
    return second === ''
      ? { scope: 'stack', stack: first, name: third }
      : { scope: 'instance', stack: first, component: second, name: third };
  }
  throw malformed(text);
}

function encode(part: string): string {
  return part.replaceAll('%', '%25').replaceAll('/', '%2F');
}

function decode(part: string, text: string): string {
  return part.replaceAll(/%(..)?/g, (sequence) => {
    if (sequence === '%25') return '%';
    if (sequence === '%2F') return '/';
    throw malformed(text);
  });
}

function malformed(text: string): Error {
  return secretError(`"${text}" is not a secret's coordinate. Write NAME, stack//NAME or stack/component/NAME.`, {
    code: 'INVALID_ARGUMENT',
    provider: 'core',
    operation: 'parse',
  });
}
