/** A refusal in AWS's own words; it becomes the body of the answer. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.name = 'AwsError';
    this.code = code;
    this.status = status;
  }
}

/** A `ValidationException`, the answer of the JSON services to whatever is not well-formed. */
export function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

/** A violated constraint of the service's model, worded as the services word it. */
export function violated(field: string, shown: string, constraint: string): AwsError {
  return invalid(`1 validation error detected: Value '${shown}' at '${field}' failed to satisfy constraint: ${constraint}`);
}
