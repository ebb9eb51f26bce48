import { AwsError } from './aws-error.js';
import { fits } from './glob.js';

/** Something that may not be done. Every field that is there must fit; `*` and `?` are wildcards in all of them. */
export interface DenyRule {
  /** `ssm:GetParameter`, `kms:Decrypt`, `ssm:*`. Case does not matter. */
  readonly action: string;
  /** A parameter's name or ARN, a key's id, alias or ARN, a role's ARN. Default: all. */
  readonly resource?: string;
  /** Only for this login. */
  readonly accessKeyId?: string;
  /** Only for this user or role, by its ARN. */
  readonly principal?: string;
  /** Only where the call has these condition keys: `{ 'ssm:Overwrite': 'true' }`. */
  readonly conditions?: Readonly<Record<string, string>>;
}

/** Condition keys of a call. */
export type Conditions = Readonly<Record<string, string>>;

/** Who asks. */
export interface Principal {
  readonly accessKeyId: string;
  readonly arn: string;
}

/** What a call touches: the words of the message, then everything else that a rule may call it by. */
export type Resource = readonly [arn: string, ...otherNames: string[]];

/** Who may do what; everything, until a rule denies it. */
export interface Permissions {
  deny(rule: DenyRule): void;
  allowAll(): void;
  /** @throws AccessDeniedException */
  check(principal: Principal, action: string, resource: Resource, conditions?: Conditions): void;
}

/** Permissions without a rule. */
export function createPermissions(): Permissions {
  let rules: DenyRule[] = [];
  return {
    deny: (rule) => void rules.push(rule),
    allowAll() {
      rules = [];
    },
    check(principal, action, resource, conditions = {}) {
      if (!rules.some((rule) => holds(rule, conditions) && denies(rule, principal, action, resource))) return;
      throw accessDenied(principal.arn, action, resource[0]);
    },
  };
}

/** The refusal as IAM words it. */
export function accessDenied(principal: string, action: string, resource: string): AwsError {
  return new AwsError(
    'AccessDeniedException',
    `User: ${principal} is not authorized to perform: ${action} on resource: ${resource} with an explicit deny in an identity-based policy`,
  );
}

function holds({ conditions: wanted = {} }: DenyRule, conditions: Conditions): boolean {
  return Object.entries(wanted).every(([key, pattern]) => {
    const value = Object.hasOwn(conditions, key) ? conditions[key] : undefined;
    return value !== undefined && fits(pattern, value);
  });
}

function denies(rule: DenyRule, { accessKeyId, arn }: Principal, action: string, resource: Resource): boolean {
  if (!fits(rule.action.toLowerCase(), action.toLowerCase())) return false;
  if (rule.accessKeyId !== undefined && rule.accessKeyId !== accessKeyId) return false;
  if (rule.principal !== undefined && !fits(rule.principal, arn)) return false;
  const { resource: pattern } = rule;
  return pattern === undefined || resource.some((name) => fits(pattern, name));
}
