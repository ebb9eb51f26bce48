import { isSecretError, secretError } from '@keyrack/core/provider';
import type { AwsCredentials } from './aws-identity.js';
import type { Login } from './logins.js';

/** Credentials whose failures say which identity could not log in, and how people log in to it. */
export function namedCredentials(credentials: AwsCredentials, { name, identity }: Login): AwsCredentials {
  return async () => {
    try {
      return await credentials();
    } catch (error) {
      if (!isSecretError(error)) throw error;
      const { code, provider, operation, target, retryable } = error;
      const advice = code === 'UNAUTHENTICATED' && usesSingleSignOn(identity) ? ' Log in with: aws sso login' : '';
      throw secretError(`identity ${name}: ${error.message}${advice}`, { code, provider, operation, target, retryable });
    }
  };
}

function usesSingleSignOn({ sso, source }: Login['identity']): boolean {
  return sso !== undefined || (source !== undefined && usesSingleSignOn(source));
}
