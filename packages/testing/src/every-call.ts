import { type Address, type CallOptions, type Operation, type SecretProvider, supports } from '@keyrack/core/provider';
import { collect } from './expectations.js';

/** One call of every method that a provider has, ready to be made. `close` and `addressKey` talk to no backend and are not among them. */
export interface PreparedCall {
  readonly operation: 'get' | Operation;
  run(): Promise<unknown>;
}

/** What {@link everyCall} calls with. */
export interface CallArguments extends CallOptions {
  readonly address: Address;
  readonly value: string;
  /** What to roll back to. Default: a version that no secret has. */
  readonly version?: string | undefined;
}

/** Prepares one call of every method that a provider has; the ones that change something come last. */
export function everyCall(
  provider: SecretProvider,
  { address, value, version = '999999', signal }: CallArguments,
): readonly PreparedCall[] {
  const options = { signal };
  const folder = 'path' in address ? address.path.slice(0, -1) : [];
  return [
    { operation: 'get', run: () => provider.get(address, options) },
    ...(supports(provider, 'getMany')
      ? [{ operation: 'getMany' as const, run: () => provider.getMany([address, address], options) }]
      : []),
    ...(supports(provider, 'status') ? [{ operation: 'status' as const, run: () => provider.status(address, options) }] : []),
    ...(supports(provider, 'statusMany')
      ? [{ operation: 'statusMany' as const, run: () => provider.statusMany([address, address], options) }]
      : []),
    ...(supports(provider, 'list')
      ? [{ operation: 'list' as const, run: () => collect(() => provider.list(folder, options)) }]
      : []),
    ...(supports(provider, 'versions')
      ? [{ operation: 'versions' as const, run: () => collect(() => provider.versions(address, options)) }]
      : []),
    ...(supports(provider, 'check') ? [{ operation: 'check' as const, run: () => provider.check(options) }] : []),
    ...(supports(provider, 'set') ? [{ operation: 'set' as const, run: () => provider.set(address, value, options) }] : []),
    ...(supports(provider, 'rollback')
      ? [{ operation: 'rollback' as const, run: () => provider.rollback(address, version, options) }]
      : []),
    ...(supports(provider, 'delete') ? [{ operation: 'delete' as const, run: () => provider.delete(address, options) }] : []),
  ];
}
