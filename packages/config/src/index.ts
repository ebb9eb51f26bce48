/** What a project declares, where each secret lives, and a resolver over all of it. @packageDocumentation */
export type { Backend, BackendOrigin } from './backend.js';
export { type FileConflict, sopsFileConflicts } from './collisions.js';
export type { Declaration } from './declaration.js';
export type { ProjectIo } from './io.js';
export { openProject } from './open-project.js';
export type {
  BackendCall,
  DeclarationStatus,
  DescribeTarget,
  Instance,
  MaskSettings,
  OpenProjectOptions,
  Project,
  ProjectIdentity,
  Section,
  StatusState,
  Target,
  Vault,
} from './project.js';
export type { Position } from './yaml/position.js';
