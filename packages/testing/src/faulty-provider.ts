import {
  type BatchEntry,
  checkAddress,
  checkWrite,
  errorTable,
  formatAddress,
  type ProviderCall,
  type SecretProvider,
  supports,
  wrapProvider,
} from '@keyrack/core/provider';
import { type FaultSwitch, faultCodes } from './fault-switch.js';

/**
 * Puts a {@link FaultSwitch} in front of a provider that has no wire of its own, so that it can show how every fault looks.
 *
 * @example
 * const faults = createFaultSwitch();
 * const provider = faultyProvider(createMemory(), faults);
 * await faults.fault('rate-limited');
 * await provider.get({ path: ['KEY'] }); // rejects with RATE_LIMITED
 */
export function faultyProvider<P extends SecretProvider>(inner: P, faults: FaultSwitch): P {
  const { kind, limits } = inner;
  const errors = errorTable(kind, faultCodes);

  async function request(call: ProviderCall): Promise<void> {
    const { operation, addresses, signal } = call;
    signal?.throwIfAborted();
    for (const address of addresses) checkAddress(address, limits, { kind, operation });
    try {
      await faults.request(call);
    } catch (error) {
      if (signal?.aborted && error === signal.reason) throw error;
      const [only] = addresses;
      throw errors.translate(error, { operation, target: only && addresses.length === 1 ? formatAddress(only) : undefined });
    }
  }

  function withDamage(entries: readonly BatchEntry[], { addresses }: ProviderCall): readonly BatchEntry[] {
    return entries.map((entry, index) => {
      const address = addresses[index];
      const damage = address && faults.damageOf(address);
      return damage ? { error: errors.translate(damage, { operation: 'getMany', target: formatAddress(address) }) } : entry;
    });
  }

  const provider = wrapProvider(inner, {
    async around<T>(call: ProviderCall, next: () => Promise<T>): Promise<T> {
      if (call.operation === 'close') return next();
      await request(call);
      const result = await next();
      return call.operation === 'getMany' ? (withDamage(result as readonly BatchEntry[], call) as T) : result;
    },
  });
  if (!supports(provider, 'set')) return provider;
  const { set } = provider;
  return {
    ...provider,
    // What is refused on this side never reaches a backend, and is no request.
    async set(address, value, options = {}) {
      options.signal?.throwIfAborted();
      checkWrite(inner, value, options);
      return set(address, value, options);
    },
  };
}
