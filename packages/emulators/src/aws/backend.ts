import type { Clock } from '../kit/clock.js';
import type { KeyTable } from './kms/key-table.js';
import { createKeyTable } from './kms/key-table.js';
import type { Logins } from './logins.js';
import { createLogins } from './logins.js';
import type { Permissions } from './permissions.js';
import { createPermissions } from './permissions.js';
import type { ParameterTable } from './ssm/parameter-table.js';
import type { Roles } from './sts/roles.js';
import { createRoles } from './sts/roles.js';

/** What the account holds. */
export interface Backend {
  readonly clock: Clock;
  readonly logins: Logins;
  readonly permissions: Permissions;
  readonly roles: Roles;
  /** Each region has parameters and keys of its own. */
  keys(region: string): KeyTable;
  parameters(region: string): ParameterTable;
  /** Forgets parameters, keys, rules and roles; logins stay. */
  reset(): void;
}

/** An empty account. */
export function createBackend(clock: Clock): Backend {
  const keys = new Map<string, KeyTable>();
  const parameters = new Map<string, ParameterTable>();
  const permissions = createPermissions();
  const roles = createRoles(clock);
  const backend: Backend = {
    clock,
    logins: createLogins(clock),
    permissions,
    roles,
    keys: (region) => remembered(keys, region, () => createKeyTable(region, clock)),
    parameters: (region) =>
      remembered(parameters, region, () => ({ region, clock, keys: backend.keys(region), parameters: new Map() })),
    reset() {
      keys.clear();
      parameters.clear();
      permissions.allowAll();
      roles.clear();
    },
  };
  return backend;
}

function remembered<T>(known: Map<string, T>, key: string, make: () => T): T {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}
