/** Text files that several processes read and update at the same time, without a lost update or a torn file. @packageDocumentation */
export { type FileCall, fileError } from './file-error.js';
export type { FileFacts, FileSystem, OpenFile } from './file-system.js';
export { type ReadOptions, readBytes, readRegularFile } from './read-bytes.js';
export { type ReadFileOptions, readTextFile } from './read-text-file.js';
export { type Transform, type UpdateFileOptions, updateFile } from './update-file.js';
