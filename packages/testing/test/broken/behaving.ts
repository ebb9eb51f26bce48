import { secretError } from '@keyrack/core/provider';
import type { BrokenProvider } from './broken-provider.js';
import { type FullProvider, kind, soundPerform, soundProvider } from './sound.js';

/** Mistakes around signals, first use, end, and arguments. */
export const brokenBehaviours: readonly BrokenProvider[] = [
  {
    title: 'ignores signals',
    fails: [
      'abort/already-aborted-makes-no-request',
      'abort/already-aborted-rejects-with-reason',
      'abort/already-aborted-write-changes-nothing',
      'abort/in-flight-read-rejects-promptly',
      'abort/in-flight-write-rejects-promptly',
      'abort/reason-of-any-type-is-passed-on',
    ],
    make: (backend) => withoutSignals(soundProvider(backend)),
  },
  {
    title: 'looks at the signal before the call only',
    fails: ['abort/in-flight-read-rejects-promptly', 'abort/in-flight-write-rejects-promptly'],
    make(backend) {
      const sound = soundPerform(backend);
      return soundProvider(backend, (request, answer) => {
        request.signal?.throwIfAborted();
        return sound({ ...request, signal: undefined }, answer);
      });
    },
  },
  {
    title: 'wraps the reason of an abort',
    fails: [
      'abort/already-aborted-rejects-with-reason',
      'abort/in-flight-read-rejects-promptly',
      'abort/in-flight-write-rejects-promptly',
      'abort/reason-of-any-type-is-passed-on',
    ],
    make(backend) {
      const sound = soundPerform(backend);
      return soundProvider(backend, async (request, answer) => {
        try {
          return await sound(request, answer);
        } catch (error) {
          if (!request.signal?.aborted) throw error;
          throw secretError('the call was aborted.', { code: 'TIMEOUT', provider: kind, operation: request.operation });
        }
      });
    },
  },
  {
    title: 'asks the backend before it looks at signal and name',
    fails: ['abort/already-aborted-makes-no-request', 'names/invalid-ones-are-refused-before-any-request'],
    make(backend) {
      const sound = soundPerform(backend);
      return soundProvider(backend, async (request, answer) => {
        if (request.operation === 'get') backend.faults.request(request).catch(() => undefined);
        return sound(request, answer);
      });
    },
  },
  {
    title: 'connects when it is made',
    fails: ['lifecycle/making-one-costs-no-request'],
    make(backend) {
      backend.faults.request({ operation: 'check' }).catch(() => undefined);
      return soundProvider(backend);
    },
  },
  {
    title: 'wants a login when it is made',
    fails: ['lifecycle/making-one-without-login-succeeds'],
    make(backend) {
      if (backend.activeFault() === 'unauthenticated') throw new TypeError('no login');
      return soundProvider(backend);
    },
  },
  {
    title: 'sorts the addresses that it is given',
    fails: ['lifecycle/arguments-are-left-alone'],
    make(backend) {
      const sound = soundProvider(backend);
      return {
        ...sound,
        async getMany(addresses, options) {
          const entries = await sound.getMany(addresses, options);
          (addresses as object[]).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
          return entries;
        },
      };
    },
  },
  {
    title: 'takes segments out of the address that it is given',
    fails: ['lifecycle/frozen-arguments-are-accepted'],
    make(backend) {
      const sound = soundProvider(backend);
      return {
        ...sound,
        async status(address, options) {
          options?.signal?.throwIfAborted();
          if (!('path' in address)) return sound.status(address, options);
          const name = (address.path as string[]).pop() ?? '';
          (address.path as string[]).push(name);
          return sound.status(address, options);
        },
      };
    },
  },
  {
    title: 'cannot be closed twice',
    fails: ['lifecycle/close-twice-succeeds'],
    make(backend) {
      const sound = soundProvider(backend);
      let closed = false;
      return {
        ...sound,
        async close() {
          if (closed) throw new Error('closed already');
          closed = true;
          await sound.close();
        },
      };
    },
  },
  {
    title: 'closes only what was opened',
    fails: ['lifecycle/close-before-first-call-succeeds'],
    make(backend) {
      const sound = soundProvider(backend);
      let open = false;
      return {
        ...sound,
        get(address, options) {
          open = true;
          return sound.get(address, options);
        },
        async close() {
          if (!open) throw new TypeError('there is no connection');
          await sound.close();
        },
      };
    },
  },
  {
    title: 'works after it was closed',
    fails: ['lifecycle/calls-after-close-throw-a-code'],
    make: (backend) => ({ ...soundProvider(backend), close: async () => {} }),
  },
  {
    title: 'has a method that is none',
    fails: ['lifecycle/methods-are-functions-or-absent'],
    make(backend) {
      const { set: _, ...rest } = soundProvider(backend);
      return Object.defineProperty(rest, 'set', { value: undefined, enumerable: true });
    },
  },
  {
    title: 'promises what it has not',
    fails: ['lifecycle/limits-are-plain-and-consistent'],
    make: (backend) => ({ ...soundProvider(backend), limits: { ...soundProvider(backend).limits, concurrency: 0 } }),
  },
];

function withoutSignals(sound: FullProvider): FullProvider {
  return {
    ...sound,
    get: (address, { version } = {}) => sound.get(address, { version }),
    status: (address) => sound.status(address),
    getMany: (addresses) => sound.getMany(addresses),
    set: (address, value, { signal: _, ...options } = {}) => sound.set(address, value, options),
    rollback: (address, version) => sound.rollback(address, version),
    delete: (address) => sound.delete(address),
    list: (prefix) => sound.list(prefix),
    versions: (address) => sound.versions(address),
    check: () => sound.check(),
  };
}
