import type { WireRequest } from './wire.js';

/** Whatever a request means, with the pattern that it is recognised by. */
export interface Route<T> {
  readonly method: string;
  /** `/secrets/:name/versions`; a last part such as `*path` takes all that is left. */
  readonly path: string;
  readonly target: T;
}

/** The route of a request, with the parts of its path that the pattern names, decoded. */
export interface RouteMatch<T> {
  readonly target: T;
  readonly params: Readonly<Record<string, string>>;
}

/**
 * Finds what a request means by its method and path; of several patterns that fit, the first one counts.
 *
 * @example
 * const route = createRouter([{ method: 'GET', path: '/secrets/:name', target: readSecret }]);
 * const match = route(request); // { target: readSecret, params: { name: 'KEY' } }
 */
export function createRouter<T>(
  routes: readonly Route<T>[],
): (request: Pick<WireRequest, 'method' | 'path'>) => RouteMatch<T> | undefined {
  const compiled = routes.map(({ method, path, target }) => ({ method, pattern: compile(path), target }));
  return ({ method, path }) => {
    for (const route of compiled) {
      const match = route.method === method ? route.pattern.exec(path) : null;
      const params = match && decodeAll(match.groups ?? {});
      if (params) return { target: route.target, params };
    }
    return undefined;
  };
}

function compile(path: string): RegExp {
  const parts = path.split('/').map((part) => {
    if (part.startsWith(':')) return `(?<${part.slice(1)}>[^/]+)`;
    if (part.startsWith('*')) return `(?<${part.slice(1)}>.*)`;
    return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${parts.join('/')}$`);
}

// A path whose escapes are broken names nothing.
function decodeAll(groups: Readonly<Record<string, string>>): Readonly<Record<string, string>> | undefined {
  try {
    return Object.fromEntries(Object.entries(groups).map(([name, text]) => [name, decodeURIComponent(text)]));
  } catch {
    return undefined;
  }
}
