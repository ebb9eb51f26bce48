import { describeContract } from '@keyrack/testing/vitest';
import { emulatorHarness } from './harness.js';

describeContract('the emulator', emulatorHarness);
