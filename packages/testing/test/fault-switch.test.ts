import { describe, expect, it } from 'vitest';
import { createFaultSwitch, faultyProvider } from '../src/index.js';
import { createBackend } from './broken/backend.js';
import { soundProvider } from './broken/sound.js';

const address = { path: ['KEY'] };

describe('createFaultSwitch', () => {
  it('can cause every fault that it names, and ends it', async () => {
    const faults = createFaultSwitch();
    for (const kind of faults.faults.filter((one) => one !== 'slow')) {
      await faults.fault(kind);
      const operation = kind === 'forbidden-batch' ? 'getMany' : 'get';
      await expect(faults.request({ operation })).rejects.toBeInstanceOf(Error);
      await faults.clearFaults();
      await expect(faults.request({ operation })).resolves.toBeUndefined();
    }
  });

  it('throws native errors that hold token and body, as careless clients do', async () => {
    const faults = createFaultSwitch();
    await faults.fault('unavailable');
    const error = await faults.request({ operation: 'set', body: 'the value' }).catch(JSON.stringify);
    expect(error).toContain('the value');
    expect(error).toContain(faults.canaries[0]);
  });

  it('hangs until its signal aborts', async () => {
    const faults = createFaultSwitch();
    await faults.fault('slow');
    const reason = new Error('enough');
    await expect(faults.request({ operation: 'get', signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const caller = new AbortController();
    const call = faults.request({ operation: 'get', signal: caller.signal });
    caller.abort(reason);
    await expect(call).rejects.toBe(reason);
  });

  it('denies reading and nothing else', async () => {
    const faults = createFaultSwitch();
    await faults.denyReads();
    await expect(faults.request({ operation: 'get' })).rejects.toMatchObject({ status: 403 });
    await expect(faults.request({ operation: 'status' })).resolves.toBeUndefined();
  });
});

describe('faultyProvider', () => {
  it('counts what reaches the backend, and only that', async () => {
    const faults = createFaultSwitch();
    const provider = faultyProvider(soundProvider(createBackend()), faults);
    await provider.get(address);
    await provider.get({ path: ['..'] }).catch(() => undefined);
    await provider.get(address, { signal: AbortSignal.abort() }).catch(() => undefined);
    await provider.set(address, '').catch(() => undefined);
    provider.addressKey(address);
    expect(faults.requestCount()).toBe(1);
    await provider.close();
    expect(faults.requestCount()).toBe(1);
  });

  it('names the secret in the error, and keeps the native error for code alone', async () => {
    const faults = createFaultSwitch();
    const provider = faultyProvider(soundProvider(createBackend()), faults);
    await faults.fault('rate-limited');
    await expect(provider.get(address)).rejects.toMatchObject({ code: 'RATE_LIMITED', target: 'KEY', retryable: true });
  });
});
