import type { BrokenProvider } from './broken-provider.js';
import { soundProvider } from './sound.js';

/** Mistakes in writing what stands beside a value: description and tags. */
export const brokenDescribers: readonly BrokenProvider[] = [
  {
    title: 'swallows description and tags',
    fails: [
      'set/description-left-out-is-kept',
      'set/description-of-new-secret-is-stored',
      'set/description-of-old-secret-is-replaced',
      'set/ill-formed-description-is-refused',
      'set/ill-formed-tags-are-refused',
      'set/tags-left-out-are-kept',
      'set/tags-of-new-secret-are-stored',
      'set/tags-of-old-secret-are-added-to',
    ],
    make(backend) {
      const sound = soundProvider(backend);
      return {
        ...sound,
        set: (address, value, { description: _, tags: __, ...options } = {}) => sound.set(address, value, options),
      };
    },
  },
  {
    title: 'describes a secret when it is made only',
    fails: ['set/description-of-old-secret-is-replaced', 'set/tags-of-old-secret-are-added-to'],
    make(backend) {
      const sound = soundProvider(backend);
      return {
        ...sound,
        set(address, value, { description, tags, ...options } = {}) {
          const isNew = backend.history(address).length === 0;
          return sound.set(address, value, isNew ? { description, tags, ...options } : options);
        },
      };
    },
  },
  {
    title: 'forgets description and tags with each write',
    fails: ['set/description-left-out-is-kept', 'set/tags-left-out-are-kept', 'set/tags-of-old-secret-are-added-to'],
    make(backend) {
      const sound = soundProvider(backend);
      return {
        ...sound,
        set(address, value, options) {
          backend.metadata.delete(backend.keyOf(address));
          return sound.set(address, value, options);
        },
      };
    },
  },
  {
    title: 'swallows what it says it does not keep',
    fails: ['set/metadata-without-support-throws-unsupported'],
    make(backend) {
      const { limits, ...sound } = soundProvider(backend);
      return {
        ...sound,
        limits: { ...limits, metadata: ['tags'] },
        set: (address, value, { description: _, ...options } = {}) => sound.set(address, value, options),
      };
    },
  },
];
