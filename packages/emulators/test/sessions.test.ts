import { DescribeParametersCommand } from '@aws-sdk/client-ssm';
import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
} from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import type { AwsEmulator } from '../src/index.js';
import { createClock } from '../src/kit/index.js';
import { clientsOf, emulator, refusal } from './emulator-clients.js';

const roleArn = 'arn:aws:iam::111122223333:role/deploy';
const assume = (more: object = {}) => new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: 'ci', ...more });

interface Issued {
  readonly Credentials?:
    | undefined
    | {
        AccessKeyId: string | undefined;
        SecretAccessKey: string | undefined;
        SessionToken: string | undefined;
      };
}
function clientsWith(aws: AwsEmulator, { Credentials }: Issued) {
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
  return clientsOf(aws, { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken });
}

describe('STS', () => {
  it('says who asks', async () => {
    const aws = await emulator();
    expect(await clientsOf(aws).sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: '111122223333',
      Arn: 'arn:aws:iam::111122223333:user/keyrack',
      UserId: expect.stringMatching(/^AIDA/),
    });
  });

  it('gives a role keys of its own, until they expire', async () => {
    const aws = await emulator({ clock: createClock({ startAt: Date.UTC(2030, 0, 1) }) });
    const issued = await clientsOf(aws).sts.send(assume({ DurationSeconds: 900 }));
    expect(issued.AssumedRoleUser?.Arn).toBe('arn:aws:sts::111122223333:assumed-role/deploy/ci');
    expect(issued.Credentials?.Expiration).toEqual(new Date(Date.UTC(2030, 0, 1, 0, 15)));
    const { ssm, sts } = clientsWith(aws, issued);
    expect((await sts.send(new GetCallerIdentityCommand({}))).Arn).toBe('arn:aws:sts::111122223333:assumed-role/deploy/ci');
    await ssm.send(new DescribeParametersCommand({}));
    expect(aws.requests.entries.at(-1)).toMatchObject({
      accessKeyId: expect.stringMatching(/^ASIA/),
      principal: 'arn:aws:sts::111122223333:assumed-role/deploy/ci',
    });
    expect(aws.requests.count({ operation: 'AssumeRole' })).toBe(1);
    aws.clock.advance(900_000);
    expect(await refusal(ssm.send(new DescribeParametersCommand({})))).toBe(
      '400 ExpiredTokenException: The security token included in the request is expired',
    );
    expect(await refusal(sts.send(new GetCallerIdentityCommand({})))).toMatch(/^403 ExpiredToken/);
  });

  it('lets a role be assumed by those whom it trusts', async () => {
    const aws = await emulator();
    const { sts } = clientsOf(aws);
    aws.trust({ roleArn, externalId: 'shop-42' });
    expect(await refusal(sts.send(assume()))).toMatch(
      /^403 AccessDenied: User: arn:aws:iam::111122223333:user\/keyrack is not authorized to perform: sts:AssumeRole on resource: /,
    );
    expect((await sts.send(assume({ ExternalId: 'shop-42' }))).Credentials?.AccessKeyId).toMatch(/^ASIA/);
    aws.deny({ action: 'sts:AssumeRole', resource: roleArn });
    expect(await refusal(sts.send(assume({ ExternalId: 'shop-42' })))).toMatch(/^403 AccessDenied/);
    expect(await refusal(sts.send(assume({ RoleArn: 'arn:aws:iam::999999999999:role/other' })))).toMatch(/^403 AccessDenied/);
  });

  it('limits what a role may do by its ARN', async () => {
    const aws = await emulator();
    const issued = await clientsOf(aws).sts.send(assume());
    aws.deny({ action: 'ssm:*', principal: 'arn:aws:sts::*:assumed-role/deploy/*' });
    expect(await refusal(clientsWith(aws, issued).ssm.send(new DescribeParametersCommand({})))).toMatch(
      /^400 AccessDeniedException/,
    );
    expect((await clientsOf(aws).ssm.send(new DescribeParametersCommand({}))).Parameters).toEqual([]);
  });

  it('limits sessions that a role asks for, and those of a role that says so', async () => {
    const aws = await emulator();
    const { sts } = clientsOf(aws);
    const long = assume({ DurationSeconds: 7200 });
    const chained = clientsWith(aws, await sts.send(long)).sts;
    expect(await refusal(chained.send(long))).toMatch(
      /^400 ValidationError: .* 1 hour session limit for roles assumed by role chaining$/,
    );
    expect((await chained.send(assume())).Credentials?.AccessKeyId).toMatch(/^ASIA/);
    aws.trust({ roleArn, maxSessionSeconds: 3600 });
    expect(await refusal(sts.send(long))).toMatch(/^400 ValidationError: .* MaxSessionDuration set for this role\.$/);
  });

  it('checks its input', async () => {
    const { sts } = clientsOf(await emulator());
    for (const input of [{ DurationSeconds: 899 }, { DurationSeconds: 43_201 }, { RoleSessionName: 'a b' }]) {
      expect(await refusal(sts.send(assume(input)))).toMatch(/^400 ValidationError/);
    }
  });

  it('takes web identities that its own provider issued', async () => {
    const aws = await emulator();
    const { sts } = clientsOf(aws);
    const withToken = (WebIdentityToken: string) =>
      sts.send(new AssumeRoleWithWebIdentityCommand({ RoleArn: roleArn, RoleSessionName: 'ci', WebIdentityToken }));
    const token = aws.webIdentityToken({ subject: 'repo:shop' });
    const issued = await withToken(token);
    expect(issued).toMatchObject({ SubjectFromWebIdentityToken: 'repo:shop', Audience: 'sts.amazonaws.com' });
    expect((await clientsWith(aws, issued).ssm.send(new DescribeParametersCommand({}))).Parameters).toEqual([]);
    const [head, , signature] = token.split('.');
    const forged = [head, Buffer.from('{"sub":"repo:evil","exp":9999999999}').toString('base64url'), signature].join('.');
    for (const other of [forged, 'not a token']) {
      expect(await refusal(withToken(other))).toMatch(/^400 InvalidIdentityToken/);
    }
    aws.trust({ roleArn, subject: 'repo:other' });
    expect(await refusal(withToken(token))).toMatch(/^403 AccessDenied/);
    aws.clock.advance(3_600_000);
    expect(await refusal(withToken(token))).toMatch(/ExpiredToken/);
  });

  it('gives temporary keys for a user, and none for temporary ones', async () => {
    const aws = await emulator();
    const issued = await clientsOf(aws).sts.send(new GetSessionTokenCommand({}));
    const { sts } = clientsWith(aws, issued);
    expect((await sts.send(new GetCallerIdentityCommand({}))).Arn).toBe('arn:aws:iam::111122223333:user/keyrack');
    expect(await refusal(sts.send(new GetSessionTokenCommand({})))).toMatch(/^403 AccessDenied/);
  });
});
