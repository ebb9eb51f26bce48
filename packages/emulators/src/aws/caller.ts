import type { Conditions, Principal, Resource } from './permissions.js';

/** The one who asks, and what it may do. */
export interface Caller {
  readonly principal: Principal;
  /** @throws AccessDeniedException */
  authorize(action: string, resource: Resource, conditions?: Conditions): void;
}
