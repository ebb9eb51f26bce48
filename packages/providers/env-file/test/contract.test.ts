import { describeContract } from '@keyrack/testing/vitest';
import { fileHarness } from './harness.js';

describeContract('a file', fileHarness);
