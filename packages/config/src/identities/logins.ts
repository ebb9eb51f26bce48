import type { Masker } from '@keyrack/core';
import type { Backend } from '../backend.js';
import { configError } from '../config-error.js';
import type { Declaration } from '../declaration.js';
import type { LocalContext } from '../functions/local.js';
import type { ListStrategy } from '../merge.js';
import { evaluated } from '../settings.js';
import type { Component } from '../stacks/component.js';
import { mapAt, type YamlNode } from '../yaml/node.js';
import { awsIdentity } from './aws-chain.js';
import type { AwsIdentity } from './aws-identity.js';
import { awsKinds } from './aws-kinds.js';
import { createIdentityTable, type IdentityTable } from './identity-table.js';
import { type AskedIdentity, type Selected, selectIdentity } from './select-identity.js';

/** An identity that backends log in with. One object per identity, so that it can be the key of what is made of it. */
export interface Login {
  readonly id: number;
  readonly name: string;
  readonly identity: AwsIdentity;
}

/** Whose secret is meant: the component whose sections decide. */
export type Asker = Pick<Declaration, 'stack' | 'component' | 'componentType'>;

/** The logins of a project. Nothing of `auth` is evaluated before a backend needs it. */
export interface Logins {
  /** `undefined` for a backend that knows no identities and for one that uses the login of the environment. */
  of(backend: Backend, asker: Asker | undefined, asked: AskedIdentity): Promise<Login | undefined>;
}

export interface LoginsOptions {
  /** The section of the main configuration. */
  readonly auth: YamlNode | undefined;
  /** What the run asks for. */
  readonly asked: AskedIdentity;
  readonly componentOf: (asker: Asker) => Promise<Component | undefined>;
  readonly listStrategy: ListStrategy;
  readonly local: LocalContext;
  readonly masker: Masker | undefined;
}

/** Whether backends of a kind log in with identities. */
export function takesIdentity(kind: string): boolean {
  return kind.startsWith('aws/');
}

// An identity of another cloud that a run or a component happens to have says nothing about AWS.
const otherClouds = /^(azure|gcp|kubernetes|github|okta|atmos)\//;

/** Makes the {@link Logins} of a project. */
export function createLogins(options: LoginsOptions): Logins {
  const { auth, componentOf, listStrategy, local, masker } = options;
  const mainTable = createIdentityTable(auth, undefined, listStrategy);
  const tables = new WeakMap<YamlNode, IdentityTable>();
  const translated = new WeakMap<IdentityTable, Map<string, Login>>();
  const logins = new Map<string, Login>();

  const tableOf = (componentAuth: YamlNode | undefined): IdentityTable => {
    if (componentAuth === undefined) return mainTable;
    const table = tables.get(componentAuth) ?? createIdentityTable(auth, componentAuth, listStrategy);
    tables.set(componentAuth, table);
    return table;
  };

  const translate = ({ entry }: Selected, table: IdentityTable): Login => {
    const identity = awsIdentity(entry, table, (node) => evaluated(node, local));
    for (let hop: AwsIdentity | undefined = identity; hop; hop = hop.source)
      for (const secret of [hop.secretAccessKey, hop.sessionToken]) if (secret !== undefined) masker?.register(secret);
    const content = JSON.stringify([entry.name, identity]);
    const login = logins.get(content) ?? { id: logins.size + 1, name: entry.name, identity };
    logins.set(content, login);
    return login;
  };

  return {
    async of(backend, asker, asked = options.asked) {
      if (!takesIdentity(backend.kind)) return undefined;
      const component = asker && (await componentOf(asker));
      const componentAuth = mapAt(component?.section('auth'));
      const table = tableOf(componentAuth);
      const selected = selectIdentity({
        backend,
        asked,
        table,
        componentAuth,
        componentSettings: component?.section('settings'),
      });
      if (!selected || !logsIntoAws(selected, backend)) return undefined;
      // Once per table: an `!exec` in a key would otherwise run for every secret.
      const known = translated.get(table) ?? new Map<string, Login>();
      translated.set(table, known);
      const login = known.get(selected.entry.name) ?? translate(selected, table);
      known.set(selected.entry.name, login);
      return login;
    },
  };
}

function logsIntoAws({ entry: { name, kind, node }, own }: Selected, { label }: Backend): boolean {
  if (awsKinds.has(kind) || !otherClouds.test(kind)) return true;
  if (!own) return false;
  throw configError(`${label} names the identity ${name} of kind ${kind}, which does not log in to AWS.`, 'login', node);
}
