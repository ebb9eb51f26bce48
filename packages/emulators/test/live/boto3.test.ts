import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { startAwsEmulator } from '../../src/index.js';

const run = promisify(execFile);
const script = fileURLToPath(new URL('life-cycle.py', import.meta.url));

it('serves the official client of another language through the life of a secret', async () => {
  const python = process.env.KEYRACK_BOTO3_PYTHON;
  if (python === undefined) throw new Error('KEYRACK_BOTO3_PYTHON is not set. Run: npm run test:live -- boto3');
  const aws = await startAwsEmulator();
  onTestFinished(() => aws.close());
  const env = { PATH: process.env.PATH, ...aws.env, AWS_DEFAULT_REGION: aws.credentials.region };
  const { stdout } = await run(python, [script], { env, timeout: 60_000 });
  expect(stdout.trim().split('\n')).toEqual([
    'caller arn:aws:iam::111122223333:user/keyrack',
    'created 1 Standard',
    'again ParameterAlreadyExists',
    'tags with overwrite ValidationException',
    'overwritten 2',
    'read second',
    'sealed False',
    'older first',
    'labelled first',
    "batch ['second'] ['/shop/none']",
    'eleven ValidationException',
    "history [(1, 'first', ['stable']), (2, 'second', [])]",
    "described [('/shop/prod/KEY', 'SecureString', 2, False)]",
    "below ['second']",
    "tags [{'Key': 'team', 'Value': 'shop'}]",
    'as role second',
    'disabled key InvalidKeyId',
    'stranger UnrecognizedClientException',
    "deleted ['/shop/prod/KEY'] ['/shop/none']",
    'gone ParameterNotFound',
  ]);
});
