import type { SecretError } from '@keyrack/core';
import { configError } from '../config-error.js';
import { didYouMean } from '../suggest.js';
import { child, textAt } from '../yaml/node.js';
import type { AwsIdentity } from './aws-identity.js';
import { awsKinds } from './aws-kinds.js';
import { createHop, type Evaluate } from './hop.js';
import type { AuthEntry, IdentityTable } from './identity-table.js';

/**
 * Translates an identity into data for the providers of AWS, walking `via` hop by hop.
 *
 * @throws `INVALID_CONFIG` for a circle, a hop that is not there or one that lacks a part; `UNSUPPORTED` for a way to log in that is
 * not there yet.
 */
export function awsIdentity(entry: AuthEntry, table: IdentityTable, evaluate: Evaluate): AwsIdentity {
  return walk(entry, [], table, evaluate);
}

function walk(entry: AuthEntry, before: readonly string[], table: IdentityTable, evaluate: Evaluate): AwsIdentity {
  const { name, node, kind } = entry;
  if (before.includes(name)) {
    const circle = [...before.slice(before.indexOf(name)), name].join(' goes through ');
    throw configError(`identity ${circle}, which is a circle. Remove one via.`, 'login', child(node, 'via') ?? node);
  }
  if (kind === '') throw configError(`identity ${name} has no kind.`, 'login', node);
  const translate = awsKinds.get(kind);
  if (!translate) throw unsupportedKind(entry, before);
  const { identity: next, provider } = via(entry);
  const hop = createHop(entry, evaluate);
  return translate({
    ...hop,
    source() {
      if (next === undefined) return undefined;
      return walk(known(next, 'identities', table.identity(next), entry, table), [...before, name], table, evaluate);
    },
    provider() {
      if (provider === undefined) return undefined;
      return createHop(known(provider, 'providers', table.provider(provider), entry, table), evaluate);
    },
  });
}

function via({ name, node }: AuthEntry): { readonly identity: string | undefined; readonly provider: string | undefined } {
  const written = child(node, 'via');
  const identity = textAt(written, 'identity');
  const provider = textAt(written, 'provider') ?? textAt(node, 'provider');
  // A hop that cannot be read may not turn into the login of the environment.
  if (written !== undefined && identity === undefined && provider === undefined)
    throw configError(
      `identity ${name} has a via without identity and provider. Write the name of one of them.`,
      'login',
      written,
    );
  if (identity === undefined || provider === undefined) return { identity, provider };
  throw configError(
    `identity ${name} goes through the identity ${identity} and the provider ${provider}. Keep one of them.`,
    'login',
    child(node, 'via') ?? node,
  );
}

function known(
  name: string,
  section: 'identities' | 'providers',
  found: AuthEntry | undefined,
  from: AuthEntry,
  { identities }: IdentityTable,
): AuthEntry {
  if (found) return found;
  const hint =
    section === 'identities'
      ? didYouMean(
          name,
          identities.map((identity) => identity.name),
        )
      : '';
  const text = `identity ${from.name} goes through "${name}", which auth.${section} does not have.${hint}`;
  throw configError(text, 'login', child(from.node, 'via') ?? from.node);
}

function unsupportedKind({ name, node, kind }: AuthEntry, before: readonly string[]): SecretError {
  const route = before.length === 0 ? '' : `, which ${before[0]} goes through,`;
  const text = `identity ${name}${route} has the kind ${kind}, which cannot log in to AWS here yet. These can: ${[...awsKinds.keys()].join(', ')}.`;
  return configError(text, 'login', node, 'UNSUPPORTED');
}
