/** Tools for providers that speak HTTP themselves. @packageDocumentation */
export {
  createJsonClient,
  HttpError,
  type JsonAnswer,
  type JsonClient,
  type JsonClientOptions,
  type JsonRequest,
} from './json-client.js';
export { createSharedLogin, type Login, type SharedLogin, type SharedLoginOptions } from './shared-login.js';
