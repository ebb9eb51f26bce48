import { isSecretError } from '@keyrack/core/provider';
import type { BrokenProvider } from './broken-provider.js';
import { soundProvider } from './sound.js';

/** Mistakes in reading one secret: what is absent, what is refused, what was read before. */
export const brokenReaders: readonly BrokenProvider[] = [
  {
    title: 'reads the newest version, whichever it is asked for',
    fails: ['versions/none-to-read-is-unsupported'],
    make(backend) {
      const { versions: _versions, rollback: _rollback, ...sound } = soundProvider(backend);
      return { ...sound, get: (address, { signal } = {}) => sound.get(address, { signal }) };
    },
  },
  {
    title: 'says that a secret is absent when reading it fails',
    fails: [
      'abort/already-aborted-makes-no-request',
      'abort/already-aborted-rejects-with-reason',
      'abort/in-flight-read-rejects-promptly',
      'abort/reason-of-any-type-is-passed-on',
      'faults/connection-reset-throws-unavailable',
      'faults/ended-fault-is-forgotten',
      'faults/malformed-body-throws-a-code',
      'faults/rate-limited-throws-rate-limited',
      'faults/truncated-body-throws-a-code',
      'faults/unauthenticated-throws-unauthenticated',
      'faults/unavailable-is-retryable',
      'faults/unavailable-throws-unavailable',
      'faults/undecryptable-throws-decrypt-failed',
      'get/forbidden-and-absent-throws-permission-denied',
      'get/forbidden-throws-permission-denied',
      'lifecycle/calls-after-close-throw-a-code',
      'lifecycle/failed-first-call-is-tried-again',
      'lifecycle/making-one-without-login-succeeds',
      'names/invalid-ones-are-refused',
      'names/other-form-of-address-is-refused',
      'names/very-long-one-round-trips-or-is-refused',
      'status/without-right-to-read-is-known',
    ],
    make(backend) {
      const sound = soundProvider(backend);
      return { ...sound, get: (address, options) => sound.get(address, options).catch(() => undefined) };
    },
  },
  {
    title: 'takes a refusal for absence',
    fails: [
      'batch/forbidden-is-not-absence',
      'batch/refused-as-a-whole-throws-permission-denied',
      'delete/forbidden-throws-and-deletes-nothing',
      'get/forbidden-and-absent-throws-permission-denied',
      'get/forbidden-throws-permission-denied',
      'list/forbidden-throws-permission-denied',
      'status/forbidden-throws-permission-denied',
      'status/without-right-to-read-is-known',
      'versions/forbidden-throws-permission-denied',
    ],
    make(backend) {
      const sound = soundProvider(backend);
      return {
        ...sound,
        get: (address, options) => sound.get(address, options).catch(unlessRefused(undefined)),
        status: (address, options) => sound.status(address, options).catch(unlessRefused({ state: 'absent' } as const)),
        getMany: (addresses, options) =>
          sound.getMany(addresses, options).catch(unlessRefused(addresses.map(() => ({ absent: true as const })))),
        delete: (address, options) => sound.delete(address, options).catch(unlessRefused(false)),
        list: (prefix, options) => stoppingWhenRefused(sound.list(prefix, options)),
        versions: (address, options) => stoppingWhenRefused(sound.versions(address, options)),
      };
    },
  },
  {
    title: 'throws for what is absent',
    fails: [
      'delete/present-returns-true-and-is-gone',
      'get/absent-returns-undefined',
      'get/neighbours-of-present-return-undefined',
      'get/removed-behind-its-back-returns-undefined',
      'names/inherited-properties-are-absent',
      'versions/unknown-version-returns-undefined',
    ],
    make(backend) {
      const sound = soundProvider(backend);
      return {
        ...sound,
        async get(address, options) {
          const record = await sound.get(address, options);
          if (!record) throw new Error('not found');
          return record;
        },
      };
    },
  },
  {
    title: 'finds nothing',
    fails: [
      'abort/after-the-call-changes-nothing',
      'batch/refused-as-a-whole-throws-permission-denied',
      'delete/then-set-returns-new-value',
      'faults/ended-fault-is-forgotten',
      'get/changed-behind-its-back-returns-new-value',
      'get/concurrent-reads-return-their-own-values',
      'get/present-returns-value',
      'get/record-fields-are-well-formed',
      'get/removed-behind-its-back-returns-undefined',
      'leaks/answers-about-secrets-hold-no-value',
      'lifecycle/failed-first-call-is-tried-again',
      'lifecycle/frozen-arguments-are-accepted',
      'list/left-early-ends',
      'list/listed-addresses-can-be-read',
      'names/different-paths-never-meet',
      'names/hostile-ones-round-trip-or-are-refused',
      'names/inherited-properties-round-trip-or-are-refused',
      'names/very-long-one-round-trips-or-is-refused',
      'rollback/absent-secret-throws-not-found',
      'rollback/changes-version',
      'rollback/forbidden-throws-and-changes-nothing',
      'rollback/history-keeps-all',
      'rollback/leaves-neighbours-alone',
      'rollback/older-value-is-the-newest',
      'rollback/then-set-returns-new-value',
      'rollback/unavailable-throws-unavailable',
      'rollback/unknown-version-throws-not-found',
      'set/changed-value-changes-version',
      'set/existing-secret-is-overwritten',
      'set/if-version-holds-writes',
      'set/if-version-is-old-conflicts',
      'set/if-version-of-absent-conflicts',
      'set/new-secret-is-stored',
      'status/version-is-that-of-get',
      'values/json-text-round-trips',
      'values/largest-one-round-trips',
      'values/multi-line-pem-round-trips',
      'values/non-ascii-round-trips',
      'values/seeded-one-is-read-exactly',
      'values/special-characters-round-trip',
      'values/text-of-other-types-round-trips',
      'values/whitespace-round-trips',
      'versions/label-reads-its-version',
      'versions/newest-is-among-them',
      'versions/readable-ones-can-be-read',
      'versions/unknown-version-returns-undefined',
    ],
    make(backend) {
      const sound = soundProvider(backend);
      return { ...sound, get: async (address, options) => void (await sound.get(address, options)) };
    },
  },
  {
    title: 'returns fields that are not what the contract says',
    fails: ['get/record-fields-are-well-formed'],
    make(backend) {
      const sound = soundProvider(backend);
      return {
        ...sound,
        async get(address, options) {
          const record = await sound.get(address, options);
          return record && { ...record, updatedAt: new Date('soon') };
        },
      };
    },
  },
];

function unlessRefused<T>(absent: T): (error: unknown) => T {
  return (error) => {
    if (isSecretError(error) && error.code === 'PERMISSION_DENIED') return absent;
    throw error;
  };
}

async function* stoppingWhenRefused<T>(source: AsyncIterable<T>): AsyncIterable<T> {
  try {
    yield* source;
  } catch (error) {
    unlessRefused(undefined)(error);
  }
}
