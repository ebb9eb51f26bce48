import type { EmulatorOptions, RunningEmulator } from '../kit/emulator.js';
import { startEmulator } from '../kit/emulator.js';
import { forwardTo } from '../kit/forward.js';
import type { AwsCall } from './aws-call.js';
import { identifyCall } from './aws-call.js';
import { refuseCall, refuseWithCode } from './refusals.js';

/**
 * Puts the log and the faults of the emulator in front of another server that speaks AWS's protocols.
 *
 * So a suite that counts requests or breaks connections runs against a server that can do neither.
 *
 * @example
 * const proxy = await startAwsProxy('http://127.0.0.1:5000');
 * proxy.fault('connection-reset', { times: 1 });
 * await proxy.close();
 */
export async function startAwsProxy(target: string, options: EmulatorOptions = {}): Promise<RunningEmulator<AwsCall>> {
  const definition = {
    identify: (request) => identifyCall(request, () => undefined),
    refuse: refuseCall,
    refuseWith: refuseWithCode,
    handle: forwardTo(target),
  } satisfies Parameters<typeof startEmulator<AwsCall>>[0];
  return startEmulator<AwsCall>(definition, options);
}
