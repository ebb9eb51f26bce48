import type { OptionsOf } from '@keyrack/core/provider';

/** Options of `createMemory`. */
export const memoryOptions = {
  secrets: {
    type: 'record',
    optional: true,
    secret: true,
    description: 'What is there at the start: names, as `secrets.get` takes them, with their values.',
    example: "{ 'prod/api/STRIPE_KEY': 'sk_test_1' }",
  },
} as const;

/** What `createMemory` takes. */
export type MemoryOptions = OptionsOf<typeof memoryOptions>;
