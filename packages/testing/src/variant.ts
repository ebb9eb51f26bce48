import { createSecrets } from '@keyrack/core';
import { wrapProvider } from '@keyrack/core/provider';
import { clientAsProvider } from './client-as-provider.js';
import type { Harness } from './harness.js';

/**
 * How the cases reach the provider: directly, through `wrapProvider` with hooks that do nothing, or through `createSecrets` with its
 * planner and a cache.
 */
export type Variant = 'raw' | 'wrapped' | 'client';

/** All variants, in the order in which they run. */
export const variants: readonly Variant[] = ['raw', 'wrapped', 'client'];

// Longer than any case runs: a value that is read twice is served from memory.
const cacheTtlMs = 60_000;

/**
 * The same harness with its provider, and every further instance, behind a variant.
 *
 * @example
 * const { selected } = selectCases(throughVariant(harness, 'client'), contractCases);
 */
export function throughVariant(harness: Harness, variant: Variant): Harness {
  if (variant === 'raw') return harness;
  const through: <P extends Harness['provider']>(provider: P) => Harness['provider'] =
    variant === 'wrapped'
      ? (provider) => wrapProvider(provider, { around: (_, next) => next() })
      : (provider) => clientAsProvider(provider, createSecrets({ provider, cache: { ttlMs: cacheTtlMs } }));
  const { createProvider } = harness;
  return {
    ...harness,
    provider: through(harness.provider),
    ...(createProvider && { createProvider: () => through(createProvider()) }),
    ...(variant === 'client' && { indirect: true }),
  };
}
