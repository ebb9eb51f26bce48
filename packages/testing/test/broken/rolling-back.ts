import { isSecretError } from '@keyrack/core/provider';
import type { BrokenProvider } from './broken-provider.js';
import { failure, soundProvider } from './sound.js';

/** Mistakes in going back to older versions, and in naming them. */
export const brokenRollbacks: readonly BrokenProvider[] = [
  {
    title: 'reads the older version instead of going back to it',
    fails: ['rollback/changes-version', 'rollback/older-value-is-the-newest'],
    make(backend) {
      const sound = soundProvider(backend);
      return {
        ...sound,
        async rollback(address, version, options) {
          const record = await sound.get(address, { ...options, version });
          if (!record) throw failure('there is no such version.', 'NOT_FOUND', 'rollback');
          return { version };
        },
      };
    },
  },
  {
    title: 'drops the versions after the one that it goes back to',
    fails: ['rollback/history-keeps-all'],
    make(backend) {
      const sound = soundProvider(backend);
      return {
        ...sound,
        async rollback(address, version, options) {
          await sound.rollback(address, version, options);
          const history = backend.history(address);
          const end = history.findIndex((stored) => stored.version === version) + 1;
          backend.histories.set(backend.keyOf(address), { address, history: history.slice(0, end) });
          return { version };
        },
      };
    },
  },
  {
    title: 'stays with the version that it went back to',
    fails: ['rollback/then-set-returns-new-value'],
    make(backend) {
      const sound = soundProvider(backend);
      const pinned = new Map<string, string>();
      return {
        ...sound,
        async get(address, options) {
          const version = options?.version ?? pinned.get(backend.keyOf(address));
          return sound.get(address, { ...options, version });
        },
        async rollback(address, version, options) {
          const result = await sound.rollback(address, version, options);
          if (result.version !== undefined) pinned.set(backend.keyOf(address), result.version);
          return result;
        },
      };
    },
  },
  {
    title: 'goes back to versions of other secrets',
    fails: ['rollback/absent-secret-throws-not-found', 'rollback/unknown-version-throws-not-found'],
    make(backend) {
      const sound = soundProvider(backend);
      return {
        ...sound,
        async rollback(address, version, options) {
          const everything = [...backend.histories.values()].flatMap(({ history }) => history);
          const older = everything.find((stored) => stored.version === version);
          return older ? sound.set(address, older.value, options) : sound.rollback(address, version, options);
        },
      };
    },
  },
  {
    title: 'goes back with everything that begins with the name',
    fails: ['rollback/leaves-neighbours-alone'],
    make(backend) {
      const sound = soundProvider(backend);
      return {
        ...sound,
        async rollback(address, version, options) {
          const result = await sound.rollback(address, version, options);
          const value = backend.history(address).at(-1)?.value ?? '';
          const text = backend.keyOf(address);
          for (const [key, { address: other }] of backend.histories)
            if (key !== text && key.startsWith(text)) backend.write(other, value);
          return result;
        },
      };
    },
  },
  {
    title: 'takes every failure of going back for an unknown version',
    fails: ['rollback/forbidden-throws-and-changes-nothing', 'rollback/unavailable-throws-unavailable'],
    make(backend) {
      const sound = soundProvider(backend);
      return {
        ...sound,
        rollback: (address, version, options) =>
          sound.rollback(address, version, options).catch((error) => {
            throw isSecretError(error) ? failure('there is no such version.', 'NOT_FOUND', 'rollback') : error;
          }),
      };
    },
  },
  {
    title: 'reads the newest version whatever the label',
    fails: ['versions/label-reads-its-version'],
    make(backend) {
      const sound = soundProvider(backend);
      return {
        ...sound,
        get: (address, { version, signal } = {}) =>
          sound.get(address, { signal, version: version && backend.labels.has(version) ? undefined : version }),
      };
    },
  },
];
