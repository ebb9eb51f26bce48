import type { SsmClient } from '../src/index.js';

/** A client that answers what a test says, and throws for every other call. */
export function structuralClient(calls: Partial<SsmClient>): SsmClient {
  const unexpected = (): Promise<never> => Promise.reject(new Error('this call is not expected'));
  return {
    getParameter: unexpected,
    getParameters: unexpected,
    getParameterHistory: unexpected,
    describeParameters: unexpected,
    putParameter: unexpected,
    addTagsToResource: unexpected,
    deleteParameter: unexpected,
    ...calls,
  };
}

/** An error as the SDK throws it. */
export function nativeError(name: string, init: object = {}): Error {
  return Object.assign(new Error('a message that must not be copied'), { name, ...init });
}
