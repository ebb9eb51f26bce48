import type { BrokenProvider } from './broken-provider.js';
import { failure, soundProvider } from './sound.js';

/** Mistakes in writing, with conditions and without. */
export const brokenWriters: readonly BrokenProvider[] = [
  {
    title: 'writes back everything that it read before',
    fails: ['set/concurrent-writes-all-survive', 'set/concurrent-writes-of-two-instances-survive'],
    make(backend) {
      const sound = soundProvider(backend);
      return {
        ...sound,
        async set(address, value, options) {
          const before = new Map(backend.histories);
          const result = await sound.set(address, value, options);
          const own = backend.histories.get(backend.keyOf(address));
          if (own) backend.histories = before.set(backend.keyOf(address), own);
          return result;
        },
      };
    },
  },
  {
    title: 'looks first and writes then, when it may only create',
    fails: ['set/if-absent-at-once-creates-one'],
    make(backend) {
      const sound = soundProvider(backend);
      return {
        ...sound,
        async set(address, value, { ifVersion, ...options } = {}) {
          if (ifVersion !== undefined) {
            const held = (await sound.get(address, options))?.version ?? 'absent';
            if (held !== ifVersion) throw failure('somebody else wrote it.', 'CONFLICT', 'set');
          }
          return sound.set(address, value, options);
        },
      };
    },
  },
  {
    title: 'ignores the condition of a write',
    fails: [
      'set/if-absent-at-once-creates-one',
      'set/if-absent-conflicts-with-present',
      'set/if-version-is-old-conflicts',
      'set/if-version-of-absent-conflicts',
    ],
    make(backend) {
      const sound = soundProvider(backend);
      return { ...sound, set: (address, value, { ifVersion: _, ...options } = {}) => sound.set(address, value, options) };
    },
  },
  {
    title: 'keeps writes to itself',
    fails: [
      'delete/then-set-returns-new-value',
      'rollback/forbidden-throws-and-changes-nothing',
      'rollback/history-keeps-all',
      'rollback/older-value-is-the-newest',
      'rollback/then-set-returns-new-value',
      'set/concurrent-writes-all-survive',
      'set/concurrent-writes-of-two-instances-survive',
      'set/description-of-new-secret-is-stored',
      'set/existing-secret-is-overwritten',
      'set/if-absent-at-once-creates-one',
      'set/if-absent-creates-absent',
      'set/if-version-holds-writes',
      'set/if-version-is-old-conflicts',
      'set/new-secret-is-stored',
      'set/tags-of-new-secret-are-stored',
      'set/tags-of-old-secret-are-added-to',
      'values/control-characters-round-trip-or-are-refused',
      'values/empty-one-is-refused',
      'values/ill-formed-one-is-refused',
      'values/json-text-round-trips',
      'values/largest-one-round-trips',
      'values/multi-line-pem-round-trips',
      'values/non-ascii-round-trips',
      'values/one-byte-too-large-is-refused',
      'values/special-characters-round-trip',
      'values/templates-round-trip-or-are-refused',
      'values/text-of-other-types-round-trips',
      'values/whitespace-round-trips',
      'versions/label-reads-its-version',
      'versions/readable-ones-can-be-read',
    ],
    make(backend) {
      const sound = soundProvider(backend);
      const written = new Map<string, string>();
      return {
        ...sound,
        async get(address, options) {
          const record = await sound.get(address, options);
          const value = written.get(backend.keyOf(address));
          return value === undefined || options?.version ? record : { ...record, value };
        },
        async set(address, value, options) {
          await sound.set(address, 'placeholder', options);
          written.set(backend.keyOf(address), value);
          return {};
        },
      };
    },
  },
  {
    title: 'replaces everything that begins with the name',
    fails: ['set/leaves-neighbours-alone'],
    make(backend) {
      const sound = soundProvider(backend);
      return {
        ...sound,
        async set(address, value, options) {
          const result = await sound.set(address, value, options);
          const text = backend.keyOf(address);
          for (const key of [...backend.histories.keys()])
            if (key !== text && key.startsWith(text)) backend.histories.delete(key);
          return result;
        },
      };
    },
  },
  {
    title: 'meets a conflict in every condition',
    fails: ['set/if-absent-at-once-creates-one', 'set/if-absent-creates-absent', 'set/if-version-holds-writes'],
    make(backend) {
      const sound = soundProvider(backend);
      return {
        ...sound,
        async set(address, value, options) {
          if (options?.ifVersion !== undefined) throw failure('somebody else wrote it.', 'CONFLICT', 'set');
          return sound.set(address, value, options);
        },
      };
    },
  },
  {
    title: 'ignores conditions that it says it does not know',
    fails: ['set/condition-without-support-throws-unsupported'],
    make(backend) {
      const sound = soundProvider(backend);
      return {
        ...sound,
        limits: { ...sound.limits, conditionalSet: 'none' },
        set: (address, value, { ifVersion: _, ...options } = {}) => sound.set(address, value, options),
      };
    },
  },
];
