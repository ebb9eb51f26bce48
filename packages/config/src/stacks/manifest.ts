import type { MapNode } from '../yaml/node.js';

/** A manifest with everything that it imports merged below it. */
export interface Manifest {
  /** Absolute. */
  readonly file: string;
  /** Below the stacks directory, without extension. */
  readonly path: string;
  readonly root: MapNode;
  /** Paths of all imported manifests, in the form of {@link Manifest.path}, in merge order. */
  readonly imports: readonly string[];
  /** By `type/component`: what the `overrides` in whose reach the component stands add up to. */
  readonly overrides: ReadonlyMap<string, MapNode>;
}
