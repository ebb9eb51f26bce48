import type { BrokenProvider } from './broken-provider.js';
import { failure, soundProvider } from './sound.js';

/** Mistakes in reading many at once. */
export const brokenBatchers: readonly BrokenProvider[] = [
  {
    title: 'returns a batch in an order of its own, each name once',
    fails: [
      'batch/absent-among-present-is-absent',
      'batch/damaged-item-does-not-spoil-the-rest',
      'batch/duplicates-each-have-an-entry',
      'batch/entries-keep-the-order-of-input',
      'batch/more-than-one-batch-is-chunked',
    ],
    make(backend) {
      const sound = soundProvider(backend);
      return {
        ...sound,
        getMany(addresses, options) {
          const unique = new Map(addresses.map((address) => [JSON.stringify(address), address]));
          return sound.getMany(
            [...unique].sort().map(([, address]) => address),
            options,
          );
        },
      };
    },
  },
  {
    title: 'sends batches of any size as one request, of which the backend serves the first',
    fails: ['batch/more-than-one-batch-is-chunked'],
    make(backend) {
      const sound = soundProvider(backend);
      return { ...sound, getMany: (addresses, options) => sound.getMany(addresses.slice(0, 5), options) };
    },
  },
  {
    title: 'reads a batch one by one and stops at the first failure',
    fails: [
      'batch/costs-what-limits-say',
      'batch/damaged-item-does-not-spoil-the-rest',
      'batch/refused-as-a-whole-throws-permission-denied',
    ],
    make(backend) {
      const sound = soundProvider(backend);
      return {
        ...sound,
        async getMany(addresses, options) {
          const entries = [];
          for (const address of addresses) {
            const record = await sound.get(address, options);
            entries.push(record ? { record } : { absent: true as const });
          }
          return entries;
        },
      };
    },
  },
  {
    title: 'sends a batch of nothing',
    fails: ['batch/empty-input-returns-nothing'],
    make(backend) {
      const sound = soundProvider(backend);
      return {
        ...sound,
        async getMany(addresses, options) {
          if (addresses.length === 0) throw failure('a batch needs names.', 'INVALID_ARGUMENT', 'getMany');
          return sound.getMany(addresses, options);
        },
      };
    },
  },
];
