import { type ErrorTable, errorTable, type SecretError, secretError } from '@keyrack/core/provider';

/** What configuration, messages and reports call this provider. */
export const kind = 'aws/ssm';

const denied = 'was refused: this login lacks the permission for the call, or for the KMS key of the value. Ask for it.';
const expired = 'was refused: the login has expired. Log in again.';
const unknownKeys = 'was refused: AWS does not know these keys. Look at the login, and at the clock of this machine.';
const senseless = 'failed: the answer was no valid one. Look at `endpoint` and proxies, or try again.';
const badKey = 'failed: the KMS key is disabled, gone, or of another region. Look at `kmsKeyId`.';

/** Native error names to codes, with advice where the code says too little. Messages are never copied. */
export const errors: ErrorTable = errorTable(kind, {
  ParameterNotFound: 'NOT_FOUND',
  ParameterVersionNotFound: 'NOT_FOUND',
  ParameterAlreadyExists: ['CONFLICT', 'found it there already. Leave the condition away to replace it.'],
  HierarchyTypeMismatchException: ['CONFLICT', 'found a parameter of another type than SecureString. Delete it first.'],
  AccessDeniedException: ['PERMISSION_DENIED', denied],
  AccessDenied: ['PERMISSION_DENIED', 'was refused: this login may not assume the role. Look at its trust policy.'],
  CredentialsProviderError: ['UNAUTHENTICATED', 'found no valid login. Log in, or name a login with `profile`.'],
  ExpiredTokenException: ['UNAUTHENTICATED', expired],
  ExpiredToken: ['UNAUTHENTICATED', expired],
  UnrecognizedClientException: ['UNAUTHENTICATED', unknownKeys],
  InvalidClientTokenId: ['UNAUTHENTICATED', unknownKeys],
  InvalidSignatureException: ['UNAUTHENTICATED', unknownKeys],
  SignatureDoesNotMatch: ['UNAUTHENTICATED', unknownKeys],
  ThrottlingException: 'RATE_LIMITED',
  TooManyUpdates: 'RATE_LIMITED',
  InternalServerError: 'UNAVAILABLE',
  TimeoutError: ['UNAVAILABLE', 'failed: AWS does not answer. Look at the network, the region and `endpoint`.'],
  SyntaxError: ['UNAVAILABLE', senseless],
  IncompleteAnswer: ['UNAVAILABLE', senseless],
  '403': ['PERMISSION_DENIED', denied],
  '404': ['UNAVAILABLE', 'failed: that is no Parameter Store. Look at `endpoint` and proxies.'],
  ERR_MODULE_NOT_FOUND: [
    'INVALID_CONFIG',
    'finds no official client of AWS. Install @keyrack/aws-ssm again, with its dependencies.',
  ],
  InvalidKeyId: ['INVALID_CONFIG', badKey],
  ParameterLimitExceeded: ['UNSUPPORTED', 'was refused: the account has as many parameters as its tier allows.'],
  ParameterMaxVersionLimitExceeded: ['UNSUPPORTED', 'was refused: a label holds the oldest of 100 versions. Move the label.'],
  ParameterPatternMismatchException: ['INVALID_ARGUMENT', 'was refused: the value does not match the pattern of the parameter.'],
  TooManyTagsError: ['INVALID_ARGUMENT', 'was refused: a parameter has at most 50 tags.'],
  ValidationException: 'INVALID_ARGUMENT',
});

/** The refusal of something that AWS should never see. */
export function refused(message: string): SecretError {
  return secretError(message, { code: 'INVALID_ARGUMENT', provider: kind, operation: 'address' });
}

/** The native error that AWS never throws: an answer without what was asked for. It must not pass for absence. */
export function incomplete(): Error {
  return Object.assign(new Error('incomplete answer'), { name: 'IncompleteAnswer' });
}
