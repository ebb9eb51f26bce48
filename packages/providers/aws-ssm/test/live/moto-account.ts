import type { AwsKeys } from '../../src/index.js';

/** Who may do what on moto. moto looks at actions only: resources and conditions make no difference. */
export interface MotoUser {
  readonly keys: AwsKeys;
  /** From now on the user may do everything but these actions. */
  deny(...actions: readonly string[]): Promise<void>;
}

/** A fresh account on a running moto that checks signatures and permissions. */
export interface MotoAccount {
  addUser(name: string): Promise<MotoUser>;
}

// Administration goes on while the checks are off, so nobody has to sign it; moto finds the service in the credential scope.
const iamHeaders = {
  authorization: 'AWS4-HMAC-SHA256 Credential=admin/20260101/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=none',
  'content-type': 'application/x-www-form-urlencoded',
};

/** Empties moto and switches its checks on: https://docs.getmoto.org/en/latest/docs/iam.html */
export async function openMotoAccount(url: string): Promise<MotoAccount> {
  const post = async (path: string, body: string, headers: Readonly<Record<string, string>> = {}): Promise<string> => {
    const answer = await fetch(url + path, { method: 'POST', headers, body });
    if (!answer.ok) throw new Error(`moto answered ${path} with ${answer.status}: ${await answer.text()}`);
    return answer.text();
  };
  const iam = (Action: string, fields: Readonly<Record<string, string>>): Promise<string> =>
    post('/', String(new URLSearchParams({ Action, Version: '2010-05-08', ...fields })), iamHeaders);
  const unchecked = async <T>(work: () => Promise<T>): Promise<T> => {
    await post('/moto-api/reset-auth', 'inf');
    const result = await work();
    await post('/moto-api/reset-auth', '0');
    return result;
  };
  const allow = (UserName: string, denied: readonly string[]): Promise<string> => {
    const statements = [
      { Effect: 'Allow', Action: '*', Resource: '*' },
      ...(denied.length > 0 ? [{ Effect: 'Deny', Action: denied, Resource: '*' }] : []),
    ];
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: statements });
    return iam('PutUserPolicy', { UserName, PolicyName: 'all', PolicyDocument });
  };

  await post('/moto-api/reset', '');
  return {
    addUser: (UserName) =>
      unchecked(async () => {
        await iam('CreateUser', { UserName });
        await allow(UserName, []);
        const made = await iam('CreateAccessKey', { UserName });
        const field = (name: string): string => new RegExp(`<${name}>([^<]+)</${name}>`).exec(made)?.[1] ?? '';
        return {
          keys: { accessKeyId: field('AccessKeyId'), secretAccessKey: field('SecretAccessKey') },
          deny: async (...actions) => void (await unchecked(() => allow(UserName, actions))),
        };
      }),
  };
}

/** Where the runner of live suites has started moto. */
export function motoUrl(): string {
  const url = process.env.KEYRACK_MOTO_URL;
  if (url === undefined) throw new Error('KEYRACK_MOTO_URL is not set. Run: npm run test:live -- moto');
  return url;
}
