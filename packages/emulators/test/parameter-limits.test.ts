import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { clientsOf, emulator, refusal } from './emulator-clients.js';

const levels = (count: number) => Array.from({ length: count }, (_, index) => `/l${index}`).join('');
const arnPrefix = 'arn:aws:ssm:us-east-1:111122223333:parameter/'.length;
const ofLength = (length: number) => `/${'n'.repeat(length)}`;

async function put(Name: string, more: object = {}): Promise<string> {
  const aws = await emulator();
  const { ssm } = clientsOf(aws);
  const call = ssm.send(new PutParameterCommand({ Name, Value: 'v', Type: 'String', ...more }));
  const done = await call.then(({ Tier }) => `${aws.ssm.names()[0]} ${Tier}`).catch(() => undefined);
  return done ?? refusal(call);
}

// https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
describe('names', () => {
  it.each([
    ['plain', 'plain Standard'],
    ['/a/B-c_d.9', '/a/B-c_d.9 Standard'],
    [levels(15), `${levels(15)} Standard`],
    [levels(16), /^400 HierarchyLevelLimitExceededException: /],
    [ofLength(1011 - arnPrefix), `${ofLength(1011 - arnPrefix)} Standard`],
    [ofLength(1012 - arnPrefix), /^400 ValidationException: Parameter name is too long/],
    ['  /outer/spaces ', '/outer/spaces Standard'],
    ['/inner space', /^400 ValidationException: /],
    ['/per%20cent', /^400 ValidationException: /],
    ['/umläut', /^400 ValidationException: /],
    ['/a//b', /^400 ValidationException: /],
    ['/a/', /^400 ValidationException: /],
    ['a/b', '400 ValidationException: Parameter name must be a fully qualified name.'],
    ['/name:3', /^400 ValidationException: /],
    ['arn:aws:ssm:us-east-1:111122223333:parameter/a', /^400 ValidationException: /],
    ['AwsThing', '400 ValidationException: Parameter name: can\'t be prefixed with "aws" or "ssm" (case-insensitive).'],
    ['/ssm/thing', /^400 ValidationException: Parameter name: can't be prefixed with "ssm"/],
    ['/aws/thing', '400 AccessDeniedException: No access to reserved parameter name: /aws/thing.'],
    ['/my/aws', '/my/aws Standard'],
  ])('%.60s', async (name, expected) => {
    expect(await put(name)).toEqual(typeof expected === 'string' ? expected : expect.stringMatching(expected));
  });
});

describe('values', () => {
  const kib = (count: number, extra = '') => 'x'.repeat(count * 1024) + extra;

  it.each([
    ['4 KB', { Value: kib(4) }, '/p Standard'],
    ['more in the standard tier', { Value: kib(4, 'x') }, /^400 ValidationException: Standard tier parameters support a maximum/],
    ['two-byte letters count twice', { Value: 'ä'.repeat(2049) }, /^400 ValidationException: Standard tier/],
    ['8 KB', { Value: kib(8), Tier: 'Advanced' }, '/p Advanced'],
    ['more than 8 KB', { Value: kib(8, 'x'), Tier: 'Advanced' }, /^400 ValidationException: Advanced tier parameters support/],
    ['a small one under Intelligent-Tiering', { Tier: 'Intelligent-Tiering' }, '/p Standard'],
    ['a large one under Intelligent-Tiering', { Value: kib(5), Tier: 'Intelligent-Tiering' }, '/p Advanced'],
    [
      'too much for Intelligent-Tiering',
      { Value: kib(9), Tier: 'Intelligent-Tiering' },
      /^400 ValidationException: Advanced tier/,
    ],
    ['an unknown tier', { Tier: 'Gold' }, /^400 ValidationException: .*enum value set/],
    ['empty', { Value: '' }, /^400 ValidationException: 1 validation error detected: Value '' at 'value' failed/],
    ['a reference', { Value: 'a {{ssm:other}} b' }, /^400 ValidationException: Parameter value, can't nest another parameter/],
    ['braces', { Value: '{{}}' }, /^400 ValidationException/],
    ['single braces', { Value: '{"a":{}}' }, '/p Standard'],
    ['not of the pattern', { Value: 'abc', AllowedPattern: '^\\d+$' }, /^400 ParameterPatternMismatchException/],
    ['a broken pattern', { AllowedPattern: '(' }, /^400 InvalidAllowedPatternException/],
    ['no type', { Type: undefined }, '400 ValidationException: A parameter type is required when you create a parameter.'],
    ['an unknown type', { Type: 'Secret' }, /^400 ValidationException: .*enum value set: \[SecureString, StringList, String\]/],
    ['a key for plain text', { KeyId: 'alias/aws/ssm' }, /^400 ValidationException: KeyId is required for SecureString/],
    ['an unknown key', { Type: 'SecureString', KeyId: 'alias/none' }, /^400 InvalidKeyId: Invalid keyId alias\/none/],
  ])('%s', async (_, input, expected) => {
    expect(await put('/p', input)).toEqual(typeof expected === 'string' ? expected : expect.stringMatching(expected));
  });

  it('any text is kept as it is', async () => {
    const aws = await emulator();
    const { ssm } = clientsOf(aws);
    const value = ' \r\n{"q":"\\"}\u0000äß€😀</xml>\n';
    await ssm.send(new PutParameterCommand({ Name: '/p', Value: value, Type: 'SecureString' }));
    expect(aws.ssm.peek('/p')).toBe(value);
  });
});
