import { formatAddress } from './address.js';
import { closedError } from './call-guard.js';
import { formatCoordinate, parseCoordinate } from './coordinate.js';
import { defaultLayout, type Layout } from './layout.js';
import { createViews } from './resolve-secrets.js';
import { secretError } from './secret-error.js';
import { type Operation, type SecretProvider, supports } from './secret-provider.js';
import type { SecretLocation, SecretName, Secrets, SecretsSettings } from './secrets.js';

/** What {@link createSecrets} is made from. */
export interface CreateSecretsOptions extends SecretsSettings {
  /** The backend, as a factory such as `createAwsSsm` makes it. */
  readonly provider: SecretProvider;
  /** Turns coordinates into addresses. Default: `defaultLayout`. */
  readonly layout?: Layout | undefined;
  /** Methods that the application needs; checked at once, not at the first call. */
  readonly requires?: readonly Operation[] | undefined;
}

/** What the names of a view are taken inside of. */
interface SecretsView {
  /** Name of the stack. */
  readonly stack: string;
  /** Name of a component in it. Default: the secrets that all components of the stack share. */
  readonly component?: string | undefined;
}

/** {@link Secrets} of one provider, with views on one stack or component. */
export interface ProviderSecrets extends Secrets {
  /**
   * Closes the provider: connections and timers end, and what it keeps in memory is dropped. Later calls are refused, those of views
   * too. May be called twice; `await using` does it at the end of a block.
   */
  close(): Promise<void>;
  /** The same as {@link ProviderSecrets.close}. */
  [Symbol.asyncDispose](): Promise<void>;
  /** The same secrets with names taken inside a stack, or a component of it. */
  at(view: SecretsView): Secrets;
}

/**
 * Wraps one provider as {@link Secrets}.
 *
 * @throws `INVALID_CONFIG` when the provider follows another contract; `UNSUPPORTED` when it lacks a method of `requires`.
 * @example
 * const secrets = createSecrets({ provider: createMemory() });
 * await secrets.set('prod/api/STRIPE_KEY', 'sk_test_1');
 * const key = await secrets.at({ stack: 'prod', component: 'api' }).get('STRIPE_KEY');
 * key.reveal(); // 'sk_test_1'
 */
export function createSecrets({
  provider,
  layout = defaultLayout,
  requires = [],
  ...settings
}: CreateSecretsOptions): ProviderSecrets {
  checkProvider(provider, requires);
  const target = { kind: provider.kind, prefix: '' };

  const ending = new AbortController();
  const signal = settings.signal ? AbortSignal.any([settings.signal, ending.signal]) : ending.signal;

  const viewOn = createViews({ ...settings, signal });

  function locate(name: SecretName): SecretLocation {
    if (typeof name === 'object' && !('scope' in name)) return { provider, address: name, label: formatAddress(name) };
    const coordinate = typeof name === 'string' ? parseCoordinate(name) : name;
    return { provider, address: layout.address(coordinate, target), label: formatCoordinate(coordinate) };
  }

  const view = (place: (name: string) => SecretName): Secrets =>
    viewOn((name) => locate(typeof name === 'string' ? place(name) : name));

  async function close(): Promise<void> {
    ending.abort(closedError(provider.kind, 'close'));
    if (supports(provider, 'close')) await provider.close();
  }

  return {
    ...view((name) => name),
    close,
    [Symbol.asyncDispose]: close,
    at: ({ stack, component }) =>
      view((name) => (component === undefined ? { scope: 'stack', stack, name } : { scope: 'instance', stack, component, name })),
  };
}

function checkProvider(provider: SecretProvider, requires: readonly Operation[]): void {
  const { kind, contract } = provider;
  if (contract !== 1) {
    const message = `the provider ${kind} follows contract ${String(contract)}, this version of keyrack contract 1. Install matching versions.`;
    throw secretError(message, { code: 'INVALID_CONFIG', provider: kind, operation: 'create' });
  }
  const lacking = requires.filter((operation) => !supports(provider, operation));
  if (lacking.length === 0) return;
  const message = `${kind} has no ${lacking.join(', ')}, which this application requires. Choose another backend, or other options.`;
  throw secretError(message, { code: 'UNSUPPORTED', provider: kind, operation: 'create' });
}
