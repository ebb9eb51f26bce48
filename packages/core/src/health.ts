import { asSecretError } from './error-table.js';
import { type CallOptions, type HealthReport, type SecretProvider, supports } from './secret-provider.js';

/**
 * Asks a provider how it fares. Never `healthy` without a call that succeeded: a provider without `check` is `unknown`.
 *
 * @example
 * const { status, details } = await checkHealth(provider);
 */
export async function checkHealth(provider: SecretProvider, options: CallOptions = {}): Promise<HealthReport> {
  if (!supports(provider, 'check')) return { status: 'unknown', details: {} };
  const start = performance.now();
  try {
    const report = await provider.check(options);
    return { ...report, details: { ...report.details, latencyMs: Math.round(performance.now() - start) } };
  } catch (error) {
    options.signal?.throwIfAborted();
    const { code } = asSecretError(error, provider, 'check');
    return { status: 'unavailable', details: { code, latencyMs: Math.round(performance.now() - start) } };
  }
}
