import { describeContract } from '@keyrack/testing/vitest';
import { sopsHarness } from './harness.js';

describeContract('SOPS files, each address with its file', () => sopsHarness());
describeContract('a SOPS file of its own', () => sopsHarness({ ownFile: true }), { variants: ['raw'] });
