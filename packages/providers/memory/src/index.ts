/** Secrets in the memory of the process, as a keyrack provider. @packageDocumentation */
export { createMemory } from './memory.js';
export { type MemoryOptions, memoryOptions } from './options.js';
export type { MemoryProvider } from './provide-store.js';
