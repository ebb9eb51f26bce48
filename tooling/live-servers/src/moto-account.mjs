// Users and permissions of a running moto, for suites: https://docs.getmoto.org/en/latest/docs/iam.html

// Administration goes on while the checks are off, so nobody has to sign it; moto finds the service in the credential scope.
const iamHeaders = {
  authorization: 'AWS4-HMAC-SHA256 Credential=admin/20260101/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=none',
  'content-type': 'application/x-www-form-urlencoded',
};

/** Where the runner of live suites has started moto. */
export function motoUrl() {
  const url = process.env.KEYRACK_MOTO_URL;
  if (url === undefined) throw new Error('KEYRACK_MOTO_URL is not set. Run: npm run test:live -- moto');
  return url;
}

/** Empties moto and switches its checks of signatures and permissions on. */
export async function openMotoAccount(url = motoUrl()) {
  await post('/moto-api/reset', '');
  return { addUser: (name) => unchecked(() => createUser(name)), addRole: (name) => unchecked(() => createRole(name)) };

  async function createUser(UserName) {
    await iam('CreateUser', { UserName });
    await allow(UserName, []);
    const made = await iam('CreateAccessKey', { UserName });
    return {
      keys: { accessKeyId: field(made, 'AccessKeyId'), secretAccessKey: field(made, 'SecretAccessKey') },
      deny: async (...actions) => void (await unchecked(() => allow(UserName, actions))),
    };
  }

  async function createRole(RoleName) {
    const trusting = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: '*' } };
    const made = await iam('CreateRole', { RoleName, AssumeRolePolicyDocument: policy([trusting]) });
    const PolicyDocument = policy([{ Effect: 'Allow', Action: '*', Resource: '*' }]);
    await iam('PutRolePolicy', { RoleName, PolicyName: 'all', PolicyDocument });
    return field(made, 'Arn');
  }

  function allow(UserName, denied) {
    const everything = { Effect: 'Allow', Action: '*', Resource: '*' };
    const exceptions = denied.length > 0 ? [{ Effect: 'Deny', Action: denied, Resource: '*' }] : [];
    return iam('PutUserPolicy', { UserName, PolicyName: 'all', PolicyDocument: policy([everything, ...exceptions]) });
  }

  async function unchecked(work) {
    await post('/moto-api/reset-auth', 'inf');
    const result = await work();
    await post('/moto-api/reset-auth', '0');
    return result;
  }

  function iam(Action, fields) {
    return post('/', String(new URLSearchParams({ Action, Version: '2010-05-08', ...fields })), iamHeaders);
  }

  async function post(path, body, headers = {}) {
    const answer = await fetch(url + path, { method: 'POST', headers, body });
    if (!answer.ok) throw new Error(`moto answered ${path} with ${answer.status}: ${await answer.text()}`);
    return answer.text();
  }
}

function policy(statements) {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

function field(xml, name) {
  return new RegExp(`<${name}>([^<]+)</${name}>`).exec(xml)?.[1] ?? '';
}
