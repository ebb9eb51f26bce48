import { secretError } from '@keyrack/core/provider';
import type { OpenProjectOptions, Project } from './project.js';

/** Opens the project that a directory belongs to. */
export async function openProject(options: OpenProjectOptions): Promise<Project> {
  throw secretError(`${options.cwd}: opening projects is not implemented yet.`, {
    code: 'UNSUPPORTED',
    provider: 'config',
    operation: 'open',
  });
}
