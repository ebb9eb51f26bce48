import type { BrokenProvider } from './broken-provider.js';
import { failure, soundProvider } from './sound.js';

/** Mistakes in deleting, and in the history of a secret. */
export const brokenDeleters: readonly BrokenProvider[] = [
  {
    title: 'remembers no versions',
    fails: [
      'leaks/answers-about-secrets-hold-no-value',
      'lifecycle/frozen-arguments-are-accepted',
      'rollback/changes-version',
      'rollback/history-keeps-all',
      'rollback/leaves-neighbours-alone',
      'rollback/older-value-is-the-newest',
      'rollback/then-set-returns-new-value',
      'set/changed-value-changes-version',
      'set/if-version-holds-writes',
      'status/version-is-that-of-get',
      'versions/each-write-adds-one',
      'versions/label-reads-its-version',
      'versions/readable-ones-can-be-read',
      'versions/unknown-version-returns-undefined',
    ],
    make(backend) {
      const sound = soundProvider(backend);
      const nameless = { version: 'newest' };
      return {
        ...sound,
        async get(address, { signal } = {}) {
          const record = await sound.get(address, { signal });
          return record && { ...record, ...nameless };
        },
        set: async (address, value, options) => ({ ...(await sound.set(address, value, options)), ...nameless }),
        async *versions(address, { signal } = {}) {
          for await (const _ of sound.versions(address, { signal })) yield { ...nameless, readable: true };
        },
      };
    },
  },
  {
    title: 'says that it deleted whatever happened',
    fails: [
      'abort/in-flight-write-rejects-promptly',
      'delete/absent-returns-false',
      'delete/forbidden-throws-and-deletes-nothing',
      'delete/twice-returns-false',
      'delete/unavailable-throws-unavailable',
      'lifecycle/calls-after-close-throw-a-code',
    ],
    make(backend) {
      const sound = soundProvider(backend);
      return {
        ...sound,
        async delete(address, options) {
          options?.signal?.throwIfAborted();
          if (address) await sound.delete(address, options).catch(() => false);
          return true;
        },
      };
    },
  },
  {
    title: 'deletes everything that begins with the name',
    fails: ['delete/leaves-neighbours-alone'],
    make(backend) {
      const sound = soundProvider(backend);
      return {
        ...sound,
        async delete(address, options) {
          const deleted = await sound.delete(address, options);
          const text = backend.keyOf(address);
          for (const key of [...backend.histories.keys()]) if (key.startsWith(text)) backend.histories.delete(key);
          return deleted;
        },
      };
    },
  },
  {
    title: 'refuses to delete what is absent',
    fails: ['delete/absent-returns-false', 'delete/twice-returns-false'],
    make(backend) {
      const sound = soundProvider(backend);
      return {
        ...sound,
        async delete(address, options) {
          if (await sound.delete(address, options)) return true;
          throw failure('it is not there.', 'NOT_FOUND', 'delete');
        },
      };
    },
  },
  {
    title: 'cannot make again what it deleted',
    fails: ['delete/then-set-returns-new-value'],
    make(backend) {
      const sound = soundProvider(backend);
      const deleted = new Set<string>();
      return {
        ...sound,
        async set(address, value, options) {
          const result = await sound.set(address, value, options);
          if (deleted.has(backend.keyOf(address))) backend.remove(address);
          return result;
        },
        async delete(address, options) {
          const there = await sound.delete(address, options);
          if (there) deleted.add(backend.keyOf(address));
          return there;
        },
      };
    },
  },
  {
    title: 'lists old versions only',
    fails: ['versions/each-write-adds-one', 'versions/newest-is-among-them', 'versions/readable-ones-can-be-read'],
    make(backend) {
      const sound = soundProvider(backend);
      return {
        ...sound,
        async *versions(address, options) {
          const newest = backend.history(address).at(-1)?.version;
          for await (const entry of sound.versions(address, options)) if (entry.version !== newest) yield entry;
        },
      };
    },
  },
];
