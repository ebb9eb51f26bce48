import { AwsError, invalid, violated } from '../aws-error.js';
import type { Caller } from '../caller.js';
import type { Input } from '../input.js';
import { checkedName } from './parameter-name.js';
import type { Parameter, ParameterTable, ParameterType, ParameterVersion } from './parameter-table.js';
import { emptyParameter, newest } from './parameter-table.js';
import { checkValue, chooseTier } from './parameter-value.js';
import { defaultKey, encryptValue } from './secure-value.js';
import type { SsmOperation } from './ssm-operation.js';
import { parameterResource } from './ssm-operation.js';
import { checkTags } from './tags.js';

const maxVersions = 100;
const types: readonly string[] = ['String', 'StringList', 'SecureString'];

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html */
export const putParameter: SsmOperation = (table, input, caller) => {
  const name = checkedName(input.text('Name'), table.region);
  const resource = parameterResource(table, name);
  const overwrite = input.flag('Overwrite');
  caller.authorize('ssm:PutParameter', resource, { 'ssm:Overwrite': String(overwrite) });
  const tags = checkTags(input.items('Tags'));
  if (overwrite && tags.length > 0) throw tagsWithOverwrite();
  if (tags.length > 0) caller.authorize('ssm:AddTagsToResource', resource);

  const existing = table.parameters.get(name);
  if (existing && !overwrite) {
    throw new AwsError(
      'ParameterAlreadyExists',
      'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
    );
  }
  const parameter = existing ?? emptyParameter(table, name);
  const version = makeVersion(table, { parameter, input, caller });
  if (existing) makeRoom(existing);
  parameter.versions.push(version);
  for (const [key, value] of tags) parameter.tags.set(key, value);
  table.parameters.set(name, parameter);
  return { Version: version.version, Tier: version.tier };
};

// What an overwrite does not name stays as it was.
function makeVersion(
  table: ParameterTable,
  { parameter, input, caller }: { parameter: Parameter; input: Input; caller: Caller },
): ParameterVersion {
  const before = parameter.versions.length > 0 ? newest(parameter) : undefined;
  const value = input.text('Value');
  const type = chooseType(input.optionalText('Type'), before);
  const allowedPattern = input.optionalText('AllowedPattern') ?? before?.allowedPattern;
  const policies = input.optionalText('Policies') ?? before?.policies;
  const description = input.optionalText('Description') ?? before?.description;
  if ((description?.length ?? 0) > 1024) throw violated('description', '…', 'Member must have length less than or equal to 1024');
  checkValue(value, allowedPattern);
  const requested = input.optionalText('Tier');
  const tier = chooseTier(value, { requested, current: before?.tier, policies: policies !== undefined });
  const keyId = chooseKey(type, input.optionalText('KeyId'), before);
  return {
    version: (before?.version ?? 0) + 1,
    stored: keyId === undefined ? value : encryptValue(table, { parameter, value, keyId, tier, caller }),
    type,
    tier,
    dataType: input.optionalText('DataType') ?? before?.dataType ?? 'text',
    ...(keyId !== undefined && { keyId }),
    ...(description !== undefined && { description }),
    ...(allowedPattern !== undefined && { allowedPattern }),
    ...(policies !== undefined && { policies }),
    modifiedAt: table.clock.now(),
    modifiedBy: caller.principal.arn,
    labels: new Set(),
  };
}

function chooseType(given: string | undefined, before: ParameterVersion | undefined): ParameterType {
  if (given === undefined) {
    if (before) return before.type;
    throw invalid('A parameter type is required when you create a parameter.');
  }
  if (!types.includes(given))
    throw violated('type', given, 'Member must satisfy enum value set: [SecureString, StringList, String]');
  if (before && before.type !== given) {
    throw new AwsError(
      'HierarchyTypeMismatchException',
      "Parameter Store doesn't support changing a parameter type in a hierarchy. You must create a new, unique parameter.",
    );
  }
  return given as ParameterType;
}

function chooseKey(type: ParameterType, given: string | undefined, before: ParameterVersion | undefined): string | undefined {
  if (type === 'SecureString') return given ?? before?.keyId ?? defaultKey;
  if (given !== undefined) throw invalid('KeyId is required for SecureString type parameter only.');
  return undefined;
}

// https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-versions.html
function makeRoom({ name, versions }: Parameter): void {
  const [oldest] = versions;
  if (versions.length < maxVersions || !oldest) return;
  if (oldest.labels.size > 0) {
    throw new AwsError(
      'ParameterMaxVersionLimitExceeded',
      `You attempted to create a new version of ${name} by calling the PutParameter API with the overwrite flag. Version ${oldest.version}, the oldest version, can't be deleted because it has a label associated with it. Move the label to another version of the parameter, and try again.`,
    );
  }
  versions.shift();
}

function tagsWithOverwrite(): AwsError {
  return invalid(
    "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.",
  );
}
