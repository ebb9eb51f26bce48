/** What a project declares, where each secret lives, and a resolver over all of it. @packageDocumentation */
export type { Backend, BackendOrigin } from './backend.js';
export { type FileConflict, sopsFileConflicts } from './collisions.js';
export type { Declaration } from './declaration.js';
export { hasProject } from './has-project.js';
export type { ProjectIo } from './io.js';
export type { MovedValue } from './move-values.js';
export { nodeIo } from './node-io.js';
export { openProject } from './open-project.js';
export type { BackendCall, OpenProjectOptions } from './open-project-options.js';
export type {
  DeclarationStatus,
  DescribeTarget,
  Instance,
  MaskSettings,
  MoveTarget,
  Project,
  ProjectIdentity,
  Section,
  StatusOptions,
  StatusState,
  Target,
  Vault,
} from './project.js';
export { notDeclared } from './resolver.js';
export type { Position } from './yaml/position.js';
