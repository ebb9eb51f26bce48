import { type Address, checkAddress, type ProviderLimits } from '@keyrack/core/provider';

/**
 * The addresses that the default layout gives to names: `NAME`, `stack//NAME`, `stack/component/NAME`.
 *
 * @throws `INVALID_ARGUMENT` for a name with an unusable part.
 */
export function* initialSecrets(
  secrets: Readonly<Record<string, string>>,
  { kind, limits }: { readonly kind: string; readonly limits: ProviderLimits },
): Iterable<{ readonly address: Address; readonly value: string }> {
  for (const [name, value] of Object.entries(secrets)) {
    const address = { path: segmentsOf(name) };
    checkAddress(address, limits, { kind, operation: 'create' });
    yield { address, value };
  }
}

function segmentsOf(name: string): string[] {
  const parts = name.split('/');
  // A stack's own secret has an empty component, which is no segment of its address.
  if (parts.length === 3 && parts[1] === '') parts.splice(1, 1);
  return parts.map((part) => part.replaceAll('%2F', '/').replaceAll('%25', '%'));
}
