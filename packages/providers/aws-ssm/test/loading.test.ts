import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

// Refuses every package of the SDK, as if none were installed.
const hooks = `import { registerHooks } from 'node:module';
registerHooks({ resolve(specifier, context, next) {
  if (/^@(aws-sdk|smithy)\\//.test(specifier)) throw Object.assign(new Error(specifier), { code: 'ERR_MODULE_NOT_FOUND' });
  return next(specifier, context);
} });`;

it('the built package loads, makes a provider and checks names without the SDK', async () => {
  const entry = join(import.meta.dirname, '../dist/index.js');
  const script = `${hooks}
const { createAwsSsm, createAwsIdentity } = await import(${JSON.stringify(entry)});
const provider = createAwsSsm({ prefix: '/shop', credentials: createAwsIdentity({ profile: 'work' }) });
console.log(provider.addressKey({ path: ['prod', 'KEY'] }));
await provider.close();
const first = await createAwsSsm().get({ path: ['KEY'] }).catch((error) => error.code);
console.log(first);`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
  expect(stdout).toBe('/shop/prod/KEY\nINVALID_CONFIG\n');
});
