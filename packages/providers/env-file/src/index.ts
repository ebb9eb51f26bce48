/** Secrets in a `.env` file, as a keyrack provider. @packageDocumentation */
export { createEnvFile, type EnvFileProvider } from './env-file.js';
export { type EnvFileOptions, envFileOptions } from './options.js';
