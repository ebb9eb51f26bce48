import type { CallGuard } from './call-guard.js';
import { checkVersion } from './check-version.js';
import { checkWrite } from './check-write.js';
import type { ProviderDefinition } from './definition.js';
import type { SecretProvider } from './secret-provider.js';
import { whenAbsent } from './when-absent.js';

type Writing = Pick<SecretProvider, 'set' | 'delete' | 'rollback' | 'close'>;

/** The methods of a provider that change something, around those of its definition. */
export function writingMethods<Name>(definition: ProviderDefinition<Name>, guard: CallGuard<Name>): Writing {
  let closing: Promise<void> | undefined;
  return {
    ...(definition.set && {
      set: async (address, value, { ifVersion, description, tags, ...options } = {}) => {
        options.signal?.throwIfAborted();
        checkWrite(definition, value, { ifVersion, description, tags });
        if (ifVersion !== 'absent') checkVersion(definition, ifVersion, 'set');
        const what = { ifVersion, description, tags };
        return guard.on('set', address, options, (name, call) => definition.set!(name, value, { ...call, ...what }));
      },
    }),
    ...(definition.delete && {
      delete: (address, options = {}) =>
        guard.on('delete', address, options, (name, call) => definition.delete!(name, call)).catch(whenAbsent(false)),
    }),
    ...(definition.rollback && {
      rollback: (address, version, options = {}) =>
        guard.on('rollback', address, options, async (name, call) => {
          checkVersion(definition, version, 'rollback');
          return definition.rollback!(name, version, call);
        }),
    }),
    ...(definition.close && {
      close: () => {
        guard.close();
        closing ??= Promise.resolve()
          .then(() => definition.close!())
          .catch((error: unknown) => {
            throw definition.errors.translate(error, { operation: 'close' });
          });
        return closing;
      },
    }),
  };
}
