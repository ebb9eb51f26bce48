/** Secrets in the memory of the process, as a keyrack provider. @packageDocumentation */
export { createMemory, type MemoryProvider } from './memory.js';
export { type MemoryOptions, memoryOptions } from './options.js';
