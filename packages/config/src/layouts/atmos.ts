import type { Address, Coordinate } from '@keyrack/core';
import { trimmed } from '../trimmed.js';

/** What the composition rule may know of a store. */
export interface StoreTarget {
  readonly kind: string;
  readonly prefix: string | undefined;
  readonly stackDelimiter: string | undefined;
  /** Takes the place of the name, or, for 1Password, of the whole address. */
  readonly reference: string | undefined;
}

interface NameRule {
  readonly join: string;
  readonly stackDelimiter: string;
  readonly prefix: string;
  finish(name: string): string;
}

const asIs = (name: string): string => name;
const slashes: NameRule = { join: '/', stackDelimiter: '-', prefix: '', finish: asIs };
const rules: ReadonlyMap<string, NameRule> = new Map(
  Object.entries({
    'aws/ssm': slashes,
    'aws/asm': slashes,
    'hashicorp/vault': { ...slashes, stackDelimiter: '/', finish: (name) => name.replace(/^\//, '') },
    'azure/keyvault': { ...slashes, join: '-', finish: azureName },
    'gcp/secretmanager': { ...slashes, join: '_', finish: gcpName },
    keychain: { ...slashes, prefix: 'atmos' },
    redis: { ...slashes, stackDelimiter: '/' },
    artifactory: { ...slashes, stackDelimiter: '/' },
  }),
);

/**
 * The address of a secret in the Atmos layout: the exact native name that Atmos gives it. Documented as lossy: different coordinates
 * may meet in one name.
 *
 * @example
 * atmosAddress({ scope: 'stack', stack: 'plat-dev', name: 'KEY' }, { kind: 'aws/ssm', prefix: '/atmos' }); // /atmos/plat/dev/KEY
 */
export function atmosAddress(coordinate: Coordinate, target: StoreTarget): Address {
  const key = target.reference ?? coordinate.name;
  if (target.kind === 'onepassword')
    return { reference: target.prefix && !key.startsWith('op://') ? `op://${target.prefix}/${key}` : key };
  if (target.kind === 'github/actions') return { reference: githubName(target.prefix, key) };
  const rule = rules.get(target.kind);
  if (!rule) return pathAddress(coordinate, key);
  const delimiter = target.stackDelimiter ?? rule.stackDelimiter;
  const stack = 'stack' in coordinate ? split(coordinate.stack, delimiter) : [];
  const component = 'component' in coordinate ? coordinate.component.split('/') : [];
  const segments = [target.prefix ?? rule.prefix, ...stack, ...component, key];
  return { reference: rule.finish(segments.join(rule.join).replaceAll('//', '/')) };
}

/** A kind that Atmos never had keeps the segments apart. */
function pathAddress(coordinate: Coordinate, key: string): Address {
  const stack = 'stack' in coordinate ? [coordinate.stack] : [];
  const component = 'component' in coordinate ? [coordinate.component] : [];
  return { path: [...stack, ...component, key] };
}

function split(stack: string, delimiter: string): readonly string[] {
  return delimiter === '' ? [stack] : stack.split(delimiter);
}

function azureName(name: string): string {
  const legal = name.replaceAll(/[^0-9A-Za-z-]/g, '-').replaceAll(/-+/g, '-');
  return legal.replaceAll(/^-|-$/g, '') || 'default';
}

function gcpName(name: string): string {
  return trimmed(name.replaceAll('/', '_').replaceAll('__', '_'), '_');
}

function githubName(prefix: string | undefined, key: string): string {
  return [...(prefix ? [prefix] : []), key]
    .join('_')
    .toUpperCase()
    .replaceAll(/[^A-Z0-9_]/g, '_');
}
