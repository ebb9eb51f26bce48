import { keyIn } from '../key-in.js';
import { type ListStrategy, mergeNodes } from '../merge.js';
import { child, entriesOf, type MapNode, mapAt, textAt, type YamlNode } from '../yaml/node.js';

/** An entry of `auth.identities` or `auth.providers`. */
export interface AuthEntry {
  readonly name: string;
  readonly node: YamlNode;
  /** Empty when none is written. */
  readonly kind: string;
}

/** The `auth` section as one component, or nobody in particular, sees it. Nothing in it is checked until it is used. */
export interface IdentityTable {
  readonly identities: readonly AuthEntry[];
  identity(name: string): AuthEntry | undefined;
  provider(name: string): AuthEntry | undefined;
}

/** Reads the `auth` section of the main configuration with a component's own merged on top. */
export function createIdentityTable(
  main: YamlNode | undefined,
  component: YamlNode | undefined,
  strategy: ListStrategy,
): IdentityTable {
  const auth = component === undefined ? main : mergeNodes(main, component, strategy);
  const identities = mapAt(auth, 'identities');
  const providers = mapAt(auth, 'providers');
  return {
    identities: entriesOf(identities).map(([name, node]) => entry(name, node)),
    identity: (name) => entryIn(identities, name),
    provider: (name) => entryIn(providers, name),
  };
}

/** The identities of an `auth` section that say `default: true`. */
export function defaultIdentities(auth: YamlNode | undefined): readonly AuthEntry[] {
  const all = entriesOf(child(auth, 'identities')).map(([name, node]) => entry(name, node));
  return all.filter(isDefault);
}

/** Whether an identity says `default: true`. */
export function isDefault({ node }: AuthEntry): boolean {
  const written = child(node, 'default');
  return written?.type === 'scalar' && written.value === true;
}

function entryIn(map: MapNode | undefined, name: string): AuthEntry | undefined {
  const key = keyIn(map, name);
  const node = key === undefined ? undefined : child(map, key);
  return key === undefined || node === undefined ? undefined : entry(key, node);
}

function entry(name: string, node: YamlNode): AuthEntry {
  return { name, node, kind: textAt(node, 'kind') ?? '' };
}
