import { emulatorHarness } from './harness.js';
import { describeSsmContract } from './ssm-contract.js';

describeSsmContract('the emulator', emulatorHarness);
