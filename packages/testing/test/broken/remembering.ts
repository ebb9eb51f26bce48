import { abortable, checkAddress, type SecretRecord } from '@keyrack/core/provider';
import type { BrokenProvider } from './broken-provider.js';
import { kind, type Perform, soundPerform, soundProvider, translate } from './sound.js';

/** Mistakes of what is remembered from one call to the next: answers, logins, failures, signals. */
export const brokenRememberers: readonly BrokenProvider[] = [
  {
    title: 'keeps what it has read',
    fails: [
      'get/changed-behind-its-back-returns-new-value',
      'get/removed-behind-its-back-returns-undefined',
      'rollback/changes-version',
      'rollback/older-value-is-the-newest',
    ],
    make(backend) {
      const sound = soundProvider(backend);
      const kept = new Map<string, SecretRecord | undefined>();
      return {
        ...sound,
        async get(address, options) {
          const key = JSON.stringify([address, options?.version]);
          const record = kept.get(key) ?? (await sound.get(address, options));
          kept.set(key, record);
          return record;
        },
        async set(address, value, options) {
          kept.delete(JSON.stringify([address, undefined]));
          return sound.set(address, value, options);
        },
        async delete(address, options) {
          kept.delete(JSON.stringify([address, undefined]));
          return sound.delete(address, options);
        },
      };
    },
  },
  {
    title: 'gives one answer to all who ask at the same time',
    fails: ['get/concurrent-reads-return-their-own-values'],
    make(backend) {
      const sound = soundProvider(backend);
      let underWay: Promise<SecretRecord | undefined> | undefined;
      return {
        ...sound,
        async get(address, options) {
          underWay ??= sound.get(address, options).finally(() => {
            underWay = undefined;
          });
          return underWay;
        },
      };
    },
  },
  {
    title: 'goes on listening to signals of calls that are over',
    fails: ['abort/after-the-call-changes-nothing'],
    make(backend) {
      const sound = soundPerform(backend);
      const earlier: AbortSignal[] = [];
      return soundProvider(backend, async (request, answer) => {
        for (const signal of earlier) signal.throwIfAborted();
        const result = await sound(request, answer);
        if (request.signal) earlier.push(request.signal);
        return result;
      });
    },
  },
  {
    title: 'remembers that its first call failed',
    fails: ['faults/ended-fault-is-forgotten', 'lifecycle/failed-first-call-is-tried-again'],
    make(backend) {
      const sound = soundPerform(backend);
      let login: Promise<void> | undefined;
      return soundProvider(backend, async (request, answer) => {
        const { operation, addresses = [], signal } = request;
        for (const address of addresses) checkAddress(address, soundProvider(backend).limits, { kind, operation });
        await abortable(signal, () => {
          login ??= backend.faults.request({ operation: 'check' });
          return login;
        }).catch((error: unknown) => {
          throw signal?.aborted ? signal.reason : translate(error, request);
        });
        return sound(request, answer);
      });
    },
  },
  {
    title: 'logs in once for each of its first calls',
    fails: ['lifecycle/concurrent-first-calls-initialise-once'],
    make(backend) {
      const sound = soundPerform(backend);
      let loggedIn = false;
      const perform: Perform = async (request, answer) => {
        const before = loggedIn;
        const result = await sound(request, answer);
        if (!before) await backend.faults.request({ operation: 'check', signal: request.signal });
        loggedIn = true;
        return result;
      };
      return soundProvider(backend, perform);
    },
  },
];
