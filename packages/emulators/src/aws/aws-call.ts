import type { Call } from '../kit/request-log.js';
import type { WireRequest } from '../kit/wire.js';
import { bodyText } from '../kit/wire.js';
import { parseJson } from './parse-json.js';

/** A service of the emulator. */
export type AwsService = 'ssm' | 'kms' | 'sts' | 'unknown';

/** One request to the emulator, as its log keeps it. */
export interface AwsCall extends Call {
  readonly service: AwsService;
  /** Of the login that signed it; missing when nobody did. */
  readonly accessKeyId?: string;
  /** ARN of the user or assumed role that the access key belongs to. */
  readonly principal?: string;
}

const targets: ReadonlyMap<string, AwsService> = new Map([
  ['AmazonSSM', 'ssm'],
  ['TrentService', 'kms'],
]);
const batches = new Set(['GetParameters', 'DeleteParameters']);

/** Reads what the log may know: no values. `principalOf` says whose access key it is. */
export function identifyCall(request: WireRequest, principalOf: (accessKeyId: string) => string | undefined): AwsCall {
  const accessKeyId = /\bCredential=([^/,\s]+)\//.exec(request.headers.authorization ?? '')?.[1];
  const principal = accessKeyId === undefined ? undefined : principalOf(accessKeyId);
  return { ...operationOf(request), ...(accessKeyId && { accessKeyId }), ...(principal && { principal }) };
}

function operationOf(request: WireRequest): AwsCall {
  const target = request.headers['x-amz-target'];
  if (target === undefined) return queryOperation(request);
  const [prefix = '', operation = ''] = target.split('.');
  return {
    service: targets.get(prefix) ?? 'unknown',
    operation,
    names: namesIn(parseJson(bodyText(request))),
    batch: batches.has(operation),
  };
}

function queryOperation(request: WireRequest): AwsCall {
  const form = new URLSearchParams(bodyText(request));
  const operation = form.get('Action') ?? '';
  return { service: operation === '' ? 'unknown' : 'sts', operation, names: form.getAll('RoleArn') };
}

function namesIn(input: unknown): readonly string[] {
  if (typeof input !== 'object' || input === null) return [];
  const { Name, Names, Path, ResourceId, KeyId, ParameterFilters } = input as Record<string, unknown>;
  const filters = Array.isArray(ParameterFilters) ? ParameterFilters : [];
  const filtered = filters.filter((filter) => filter?.Key === 'Name').map((filter) => filter.Values);
  const found = [Name, Names, Path, ResourceId, ...filtered].flat().filter((name) => typeof name === 'string');
  return found.length > 0 ? found : [KeyId].filter((name) => typeof name === 'string');
}
