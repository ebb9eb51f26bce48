import { describe, expect, it } from 'vitest';
import { createProject, type TestProject } from './run-keyrack.js';

const canary = 'cAnArY-close-42';

/** A project whose backend reads well and cannot be closed. */
function project(): TestProject {
  const provider = `const limits = { addresses: ['path'], maxValueBytes: 9, emptyValue: true, conditionalSet: 'none', caseSensitive: true, statusCost: 'remote', concurrency: 1 };
    const close = async () => { throw new Error('${canary}'); };
    export const createAwsSsm = () => ({ contract: 1, kind: 'aws/ssm', limits, close, get: async () => ({ value: 'a-value' }) });`;
  return createProject({
    'keyrack.yaml': 'secrets: { backends: { far: { kind: aws/ssm } }, vars: { A: { backend: far } } }\n',
    'package.json': '{}',
    'node_modules/@keyrack/aws-ssm/package.json': '{ "type": "module", "exports": "./index.js" }',
    'node_modules/@keyrack/aws-ssm/index.js': provider,
  });
}

describe('a backend that cannot be closed', () => {
  it('is told as any other error, without its message and its stack', async () => {
    const { code, stdout, stderr } = await project().run(['get', 'A', '--reveal']);
    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: 'a-value\n',
      stderr: 'error: unexpected Error inside keyrack; this is a defect. --debug shows where.\n',
    });
  });

  it('leaves the code of a child, and of a command that failed before', async () => {
    expect(await project().run(['exec', '--', 'sh', '-c', 'exit 7'])).toMatchObject({
      code: 7,
      stderr: expect.not.stringContaining(canary),
    });
    expect((await project().run(['get', 'A', '--reveal', '--bogus'])).code).toBe(2);
  });
});
