import type { ProviderLimits } from '../src/secret-provider.js';

/** Limits of the provider of a test; each test says beside it what it needs otherwise. */
export const limits: ProviderLimits = {
  addresses: ['path'],
  maxValueBytes: 64,
  emptyValue: false,
  conditionalSet: 'none',
  caseSensitive: true,
  statusCost: 'local',
  retry: 'none',
  concurrency: 4,
};
