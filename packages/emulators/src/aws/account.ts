/** The one account that the emulator plays; the documentation of AWS uses its number for examples. */
export const accountId = '111122223333';

/** The name of a parameter as an ARN: a leading slash is not doubled. */
export function parameterArn(region: string, name: string): string {
  return `arn:aws:ssm:${region}:${accountId}:parameter/${name.replace(/^\//, '')}`;
}

/** A key or an alias as an ARN; `resource` is `key/…` or `alias/…`. */
export function kmsArn(region: string, resource: string): string {
  return `arn:aws:kms:${region}:${accountId}:${resource}`;
}
