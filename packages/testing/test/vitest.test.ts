import { contractCases } from '../src/index.js';
import { describeContract } from '../src/vitest.js';
import { createBackend } from './broken/backend.js';
import { harnessOf } from './broken/broken-provider.js';
import { soundProvider } from './broken/sound.js';

const sound = () => harnessOf({ make: (backend) => soundProvider(backend) });

// A backend that ignores case cannot keep the three spellings of one name apart.
const folding = () =>
  harnessOf({
    backend: () => createBackend((address) => JSON.stringify(address).toLowerCase()),
    make: (backend) => soundProvider(backend),
  });

describeContract('a sound provider', sound);

describeContract('a backend with an exemption', folding, {
  variants: ['raw'],
  cases: contractCases.filter(({ rule }) => rule === 'R11'),
  exempt: {
    'names/different-paths-never-meet':
      'this backend ignores case, and its provider does not escape: https://example.com/no-escape',
  },
});
