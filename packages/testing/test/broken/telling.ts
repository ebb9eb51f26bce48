import type { BrokenProvider } from './broken-provider.js';
import { failure, soundProvider } from './sound.js';

/** Mistakes in telling about secrets and about the backend: status, lists, health. */
export const brokenTellers: readonly BrokenProvider[] = [
  {
    title: 'reads the value to tell its status',
    fails: ['status/without-right-to-read-is-known'],
    make(backend) {
      const sound = soundProvider(backend);
      return {
        ...sound,
        async status(address, options) {
          const record = await sound.get(address, options);
          return record ? { state: 'present', ...(record.version && { version: record.version }) } : { state: 'absent' };
        },
      };
    },
  },
  {
    title: 'says of every status that it is unknown',
    fails: [
      'status/absent-is-absent',
      'status/present-is-present',
      'status/removed-is-absent',
      'status/version-is-that-of-get',
      'status/without-right-to-read-is-known',
    ],
    make(backend) {
      const sound = soundProvider(backend);
      return {
        ...sound,
        async status(address, options) {
          await sound.status(address, options);
          return { state: 'unknown', reason: 'not asked' };
        },
      };
    },
  },
  {
    title: 'says of every value that it is empty',
    fails: ['status/empty-is-said-of-empty-values-alone'],
    make(backend) {
      const sound = soundProvider(backend);
      return {
        ...sound,
        async status(address, options) {
          const status = await sound.status(address, options);
          return status.state === 'present' ? { ...status, empty: true } : status;
        },
      };
    },
  },
  {
    title: 'lists names that begin with the text of the prefix, ten at most',
    fails: ['list/many-secrets-are-all-listed', 'list/prefix-is-whole-segments'],
    make(backend) {
      const sound = soundProvider(backend);
      return {
        ...sound,
        async *list(prefix, options) {
          let listed = 0;
          for await (const entry of sound.list([], options)) {
            if (backend.keyOf(entry.address).startsWith(prefix.join('/')) && ++listed <= 10) yield entry;
          }
        },
      };
    },
  },
  {
    title: 'lists native names instead of addresses',
    fails: [
      'list/listed-addresses-can-be-read',
      'list/many-secrets-are-all-listed',
      'list/present-secrets-are-listed-once',
      'list/without-right-to-read-lists',
    ],
    make(backend) {
      const sound = soundProvider(backend);
      return {
        ...sound,
        async *list(prefix, options) {
          for await (const { address } of sound.list(prefix, options)) yield { address: { path: [backend.keyOf(address)] } };
        },
      };
    },
  },
  {
    title: 'lists what is gone, too',
    fails: ['delete/twice-returns-false', 'list/nothing-there-lists-nothing'],
    make(backend) {
      const sound = soundProvider(backend);
      const { remove } = backend;
      backend.remove = (address) => {
        const there = remove(address);
        backend.histories.set(backend.keyOf(address), { address, history: [] });
        return there;
      };
      return sound;
    },
  },
  {
    title: 'reads what it lists',
    fails: ['list/without-right-to-read-lists'],
    make(backend) {
      const sound = soundProvider(backend);
      return {
        ...sound,
        async *list(prefix, options) {
          for await (const entry of sound.list(prefix, options)) if (await sound.get(entry.address, options)) yield entry;
        },
      };
    },
  },
  {
    title: 'fails when a list is left early',
    fails: ['list/left-early-ends'],
    make(backend) {
      const sound = soundProvider(backend);
      return {
        ...sound,
        async *list(prefix, options) {
          let complete = false;
          try {
            yield* sound.list(prefix, options);
            complete = true;
          } finally {
            options?.signal?.throwIfAborted();
            if (!complete && backend.histories.size > 1) backend.remove({ path: ['contract', 'ALPHA'] });
          }
        },
      };
    },
  },
  {
    title: 'is healthy without asking',
    fails: [
      'abort/already-aborted-makes-no-request',
      'abort/already-aborted-rejects-with-reason',
      'abort/in-flight-read-rejects-promptly',
      'check/asks-the-backend-each-time',
      'check/unauthenticated-is-not-healthy',
      'check/unavailable-is-not-healthy',
      'lifecycle/calls-after-close-throw-a-code',
    ],
    make: (backend) => ({ ...soundProvider(backend), check: async () => ({ status: 'healthy', details: {} }) }),
  },
  {
    title: 'reads a secret to know whether it is healthy',
    fails: ['check/without-right-to-read-is-healthy'],
    make(backend) {
      const sound = soundProvider(backend);
      return {
        ...sound,
        async check(options) {
          await sound.get({ path: ['contract', 'PRESENT'] }, options);
          return sound.check(options);
        },
      };
    },
  },
  {
    title: 'is never healthy',
    fails: ['check/reachable-is-healthy', 'check/without-right-to-read-is-healthy'],
    make(backend) {
      const sound = soundProvider(backend);
      return { ...sound, check: async (options) => ({ ...(await sound.check(options)), status: 'degraded' }) };
    },
  },
  {
    title: 'has no versions of what is absent and says so by throwing',
    fails: ['versions/of-absent-are-none'],
    make(backend) {
      const sound = soundProvider(backend);
      return {
        ...sound,
        async *versions(address, options) {
          let some = false;
          for await (const version of sound.versions(address, options)) {
            some = true;
            yield version;
          }
          if (!some) throw failure('it is not there.', 'NOT_FOUND', 'versions');
        },
      };
    },
  },
];
