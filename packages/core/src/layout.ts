import type { Coordinate } from './coordinate.js';
import type { Address } from './secret-provider.js';

/** What a layout may know of the backend that it composes an address for. */
export interface LayoutTarget {
  /** Kind of the backend, such as `aws/ssm`. */
  readonly kind: string;
  /** For layouts that yield a `reference`; before a `path` the provider's own codec puts its prefix. */
  readonly prefix: string;
  /** What stands between the parts of a stack name, for layouts that split it. */
  readonly stackDelimiter?: string;
}

/** Turns a coordinate into the address where a backend keeps it. */
export interface Layout {
  /** Name of the layout. */
  readonly id: string;
  /** Where a backend of this target keeps the secret that the coordinate means. */
  address(coordinate: Coordinate, target: LayoutTarget): Address;
}

/**
 * The default layout: `{stack}/{component}/{NAME}`, `{stack}/{NAME}`, `{NAME}` as path segments below the provider's prefix.
 *
 * Nothing is split, so the three scopes always differ in the number of segments and never meet.
 *
 * @example
 * defaultLayout.address({ scope: 'stack', stack: 'prod', name: 'KEY' }, { kind: 'memory', prefix: '' }); // { path: ['prod', 'KEY'] }
 */
export const defaultLayout: Layout = {
  id: 'default',
  address(coordinate) {
    switch (coordinate.scope) {
      case 'instance':
        return { path: [coordinate.stack, coordinate.component, coordinate.name] };
      case 'stack':
        return { path: [coordinate.stack, coordinate.name] };
      case 'global':
        return { path: [coordinate.name] };
    }
  },
};
