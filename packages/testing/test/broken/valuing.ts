import type { Backend } from './backend.js';
import type { BrokenProvider } from './broken-provider.js';
import { type FullProvider, failure, soundProvider } from './sound.js';

/** Mistakes that change values, or refuse what they promise to take. */
export const brokenValues: readonly BrokenProvider[] = [
  {
    title: 'trims values',
    fails: ['values/multi-line-pem-round-trips', 'values/non-ascii-round-trips', 'values/whitespace-round-trips'],
    make: writing((value) => value.trim() || value),
  },
  {
    title: 'trims what it reads',
    fails: [
      'values/multi-line-pem-round-trips',
      'values/non-ascii-round-trips',
      'values/seeded-one-is-read-exactly',
      'values/whitespace-round-trips',
    ],
    make(backend) {
      const sound = soundProvider(backend);
      return {
        ...sound,
        async get(address, options) {
          const record = await sound.get(address, options);
          return record && { ...record, value: record.value.trim() };
        },
      };
    },
  },
  {
    title: 'keeps values as Latin-1',
    fails: ['values/non-ascii-round-trips'],
    make: writing((value) => (value.isWellFormed() ? Buffer.from(value, 'latin1').toString('latin1') : value)),
  },
  {
    title: 'repairs values that are ill-formed',
    fails: ['values/ill-formed-one-is-refused'],
    make: writing((value) => value.toWellFormed()),
  },
  {
    title: 'ends values at a zero byte',
    fails: ['values/control-characters-round-trip-or-are-refused'],
    make: writing((value) => value.split('\0', 1).join()),
  },
  {
    title: 'expands templates in values',
    fails: ['values/templates-round-trip-or-are-refused'],
    make: writing((value) => value.replaceAll(/\{\{.*?\}\}/g, 'expanded')),
  },
  {
    title: 'expands variables in values',
    fails: ['values/special-characters-round-trip'],
    make: writing((value) => value.replaceAll('$HOME', '/root')),
  },
  {
    title: 'writes JSON in a form of its own',
    fails: ['values/json-text-round-trips'],
    make: writing(reformatted),
  },
  {
    title: 'cuts what is too large',
    fails: ['values/one-byte-too-large-is-refused'],
    make: writing(
      (value) =>
        Buffer.from(value.isWellFormed() ? value : '')
          .subarray(0, 4_096)
          .toString() || value,
    ),
  },
  {
    title: 'takes less than it promises',
    fails: ['values/largest-one-round-trips'],
    make: writing((value) => (Buffer.byteLength(value) > 4_000 ? refuse() : value)),
  },
  {
    title: 'promises to take empty values and refuses them',
    fails: ['values/empty-one-round-trips'],
    make(backend) {
      const sound = soundProvider(backend);
      return { ...sound, limits: { ...sound.limits, emptyValue: true } };
    },
  },
  {
    title: 'promises to refuse empty values and takes them',
    fails: ['values/empty-one-is-refused'],
    make: writing((value) => value || ' '),
  },
];

function writing(change: (value: string) => string): (backend: Backend) => FullProvider {
  return (backend) => {
    const sound = soundProvider(backend);
    return { ...sound, set: async (address, value, options) => sound.set(address, change(value), options) };
  };
}

function reformatted(value: string): string {
  try {
    return JSON.stringify(JSON.parse(value));
  } catch {
    // Most values are not JSON, and stay as they are.
    return value;
  }
}

function refuse(): never {
  throw failure('the value is too large.', 'INVALID_ARGUMENT', 'set');
}
