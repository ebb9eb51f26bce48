import type * as Ssm from '@aws-sdk/client-ssm';
import type * as CredentialProviders from '@aws-sdk/credential-providers';
import { lazy } from '@keyrack/core/provider';

/** What goes with each request. */
export interface SendOptions {
  readonly abortSignal?: AbortSignal;
}
type Answer<Output> = Promise<Omit<Output, '$metadata'>>;

/** The calls that are made; an `SSM` object of the official SDK is one. */
export interface SsmClient {
  getParameter(input: Ssm.GetParameterCommandInput, options: SendOptions): Answer<Ssm.GetParameterCommandOutput>;
  getParameters(input: Ssm.GetParametersCommandInput, options: SendOptions): Answer<Ssm.GetParametersCommandOutput>;
  getParameterHistory(
    input: Ssm.GetParameterHistoryCommandInput,
    options: SendOptions,
  ): Answer<Ssm.GetParameterHistoryCommandOutput>;
  describeParameters(
    input: Ssm.DescribeParametersCommandInput,
    options: SendOptions,
  ): Answer<Ssm.DescribeParametersCommandOutput>;
  putParameter(input: NewParameter, options: SendOptions): Answer<Ssm.PutParameterCommandOutput>;
  addTagsToResource(input: Ssm.AddTagsToResourceCommandInput, options: SendOptions): Answer<Ssm.AddTagsToResourceCommandOutput>;
  deleteParameter(input: Ssm.DeleteParameterCommandInput, options: SendOptions): Answer<Ssm.DeleteParameterCommandOutput>;
}

/** The client of the official SDK. */
export type OfficialClient = Ssm.SSM;
/** All that the official package of logins exports. */
export type OfficialLogins = typeof CredentialProviders;

/** A parameter to be written. */
export type NewParameter = Ssm.PutParameterCommandInput;
/** A parameter as reads and listings yield it. */
export type Parameter = Ssm.Parameter;

// Three tries at a dead host end within 30 seconds. Without the third setting a late answer is only a line on the console.
const patience = { requestHandler: { connectionTimeout: 3_000, requestTimeout: 8_000, throwOnRequestTimeout: true } };

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Settings of any client of the SDK; what is undefined is left out, as its types ask. */
export function clientConfig<T extends object>(settings: T): typeof patience & Given<T> {
  const given = Object.entries(settings).filter(([, value]) => value !== undefined);
  return { ...patience, ...(Object.fromEntries(given) as Given<T>) };
}

/** The official client, loaded at the first call: that takes longer than all the rest. */
export const officialClient: () => Promise<typeof Ssm> = lazy(() => import('@aws-sdk/client-ssm'));

/** The official ways to log in, loaded at the first login. */
export const officialLogins: () => Promise<OfficialLogins> = lazy(() => import('@aws-sdk/credential-providers'));
