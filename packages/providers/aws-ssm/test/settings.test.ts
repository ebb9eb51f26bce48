import { describe, expect, it } from 'vitest';
import { createAwsSsm } from '../src/index.js';

describe('an option that cannot be meant', () => {
  it.each([
    ['region', ''],
    ['endpoint', ''],
    ['profile', ''],
    ['kmsKeyId', ''],
    ['readRoleArn', ''],
    ['writeRoleArn', ''],
    ['region', 'us east 1'],
    ['region', 'us-east-1.example.com/'],
    ['endpoint', 'nonsense'],
    ['endpoint', 'localhost:4566'],
    ['endpoint', 'ftp://localhost'],
  ])('%s "%s" is refused before anything is sent', (name, value) => {
    const refusal = { code: 'INVALID_ARGUMENT', provider: 'aws/ssm', message: expect.stringContaining(`\`${name}\` is `) };
    expect(() => createAwsSsm({ [name]: value })).toThrow(expect.objectContaining(refusal));
  });

  it('is told from those that can', () => {
    for (const region of ['us-east-1', 'us-gov-west-1', 'local']) expect(() => createAwsSsm({ region })).not.toThrow();
    for (const endpoint of ['http://127.0.0.1:4566', 'https://ssm.example.com/path'])
      expect(() => createAwsSsm({ endpoint })).not.toThrow();
    expect(() => createAwsSsm({ prefix: '', description: '' })).not.toThrow();
  });
});
