import { describeContract } from '@keyrack/testing/vitest';
import { memoryHarness } from './harness.js';

describeContract('memory', memoryHarness);
