import type { Secret, Secrets } from '@keyrack/core';
import { type SecretProvider, type SecretRecord, supports } from '@keyrack/core/provider';

/**
 * Presents a client as a provider, with the operations that both have, so that the same cases run through planner and cache.
 *
 * What the client has no form of (`list`, `versions`, `check`, `close`) is absent.
 */
export function clientAsProvider(inner: SecretProvider, secrets: Secrets): SecretProvider {
  return {
    contract: inner.contract,
    kind: inner.kind,
    limits: inner.limits,
    get: async (address, options) => toRecord(await secrets.find(address, options)),
    getMany: async (addresses, options) => {
      const results = await secrets.getMany(addresses, options);
      return results.map((result) => ('secret' in result ? { record: recordOf(result.secret) } : result));
    },
    ...(supports(inner, 'status') && { status: (address, options) => secrets.status(address, options) }),
    ...(supports(inner, 'statusMany') && { statusMany: (addresses, options) => secrets.statusMany(addresses, options) }),
    ...(supports(inner, 'set') && { set: (address, value, options) => secrets.set(address, value, options) }),
    ...(supports(inner, 'delete') && { delete: (address, options) => secrets.delete(address, options) }),
    ...(supports(inner, 'rollback') && {
      rollback: (address, version, options) => secrets.rollback(address, version, options),
    }),
    ...(supports(inner, 'addressKey') && { addressKey: (address) => inner.addressKey(address) }),
  };
}

function toRecord(secret: Secret | undefined): SecretRecord | undefined {
  return secret && recordOf(secret);
}

function recordOf(secret: Secret): SecretRecord {
  const { version, updatedAt, encoding } = secret;
  return {
    value: secret.reveal(),
    ...(encoding !== undefined && { encoding }),
    ...(version !== undefined && { version }),
    ...(updatedAt !== undefined && { updatedAt }),
  };
}
