import { join } from 'node:path';
import { formatAddress } from '@keyrack/core/provider';
import { expect, it } from 'vitest';
import { type Declaration, openProject } from '../src/index.js';

const open = (name: string) =>
  openProject({ cwd: join(import.meta.dirname, 'fixtures', name), env: {}, homeDir: '/nonexistent' });
const rows = (declarations: readonly Declaration[]): readonly string[] =>
  declarations.map(({ name, stack = '', component = '', label, address, problem }) =>
    [stack, component, name, label, address ? formatAddress(address) : problem?.code].join(' '),
  );

it('opens a simple project with broken bits', async () => {
  const project = await open('simple');
  expect(rows(await project.declarations({ stack: 'dev' }))).toEqual([
    'dev api BROKEN store:broken INVALID_CONFIG',
    'dev api DATADOG_API_KEY store:ssm /shop/dev/api/DATADOG_API_KEY',
    'dev api NOTHING (none) INVALID_CONFIG',
    'dev api NOWHERE store:absent INVALID_CONFIG',
    'dev api PLAIN store:outputs INVALID_CONFIG',
    'dev api SHARED sops:local secrets%2Fdev.enc.yaml/SHARED',
    'dev api STRIPE_KEY sops:local secrets%2Fdev.enc.yaml/STRIPE_KEY',
  ]);
});

it('opens a project of many levels', async () => {
  const project = await open('layered');
  expect(await project.stacks()).toEqual(['plat-ue2-dev', 'plat-ue2-prod']);
  expect(rows(await project.declarations({ stack: 'plat-ue2-dev' }))).toEqual([
    'plat-ue2-dev database/defaults DATADOG_API_KEY store:secrets/ssm /acme/plat/ue2/dev/DATADOG_API_KEY',
    'plat-ue2-dev database DATADOG_API_KEY store:secrets/ssm /acme/plat/ue2/dev/DATADOG_API_KEY',
    'plat-ue2-dev cache DATADOG_API_KEY store:secrets/ssm /acme/plat/ue2/dev/cache/DATADOG_API_KEY',
    'plat-ue2-dev web DATADOG_API_KEY store:secrets/ssm /acme/plat/ue2/dev/DATADOG_API_KEY',
    'plat-ue2-dev database/defaults DB_PASSWORD store:secrets/ssm /acme/plat/ue2/dev/database/defaults/DB_PASSWORD',
    'plat-ue2-dev database DB_PASSWORD store:secrets/ssm /acme/plat/ue2/dev/database/DB_PASSWORD',
  ]);
  const { vars, component } = await project.describeComponent({ stack: 'plat-ue2-prod', component: 'database' });
  expect({ vars, component }).toEqual({
    component: 'rds',
    vars: {
      tenant: 'plat',
      region: 'us-east-2',
      environment: 'ue2',
      stage: 'prod',
      size: 'small',
      password: '<MASKED>',
      tags: ['database', 'prod'],
    },
  });
  const flags = (await project.instances({ stack: 'plat-ue2-dev' })).map(({ component: name, type, abstract, disabled }) => [
    name,
    type,
    abstract,
    disabled,
  ]);
  expect(flags).toContainEqual(['database/defaults', 'terraform', true, false]);
  expect(flags).toContainEqual(['cache', 'terraform', false, true]);
  expect(flags).toContainEqual(['web', 'nixpack', false, false]);
});

it('opens a project in the grammar of the founding documents', async () => {
  const project = await open('founding');
  expect(rows(project.globalDeclarations())).toEqual([
    '  ARTIFACTORY_TOKEN store:aws/ssm /atmos/secrets/ARTIFACTORY_TOKEN',
    '  GITHUB_APP_KEY sops:local secrets%2Fglobal.enc.yaml/GITHUB_APP_KEY',
  ]);
  expect(rows(await project.declarations({ stack: 'prod/api', component: 'api' }))).toEqual([
    'prod/api api ARTIFACTORY_TOKEN store:aws/ssm /atmos/secrets/ARTIFACTORY_TOKEN',
    'prod/api api DATADOG_API_KEY store:aws/ssm /atmos/secrets/prod/api/api/DATADOG_API_KEY',
    'prod/api api GITHUB_APP_KEY sops:local secrets%2Fglobal.enc.yaml/GITHUB_APP_KEY',
  ]);
});

it('opens a project of keyrack.yaml alone', async () => {
  const project = await open('standalone');
  expect([project.layout, await project.stacks(), project.warnings]).toEqual(['default', [], []]);
  expect(rows(project.globalDeclarations())).toEqual([
    '  API_TOKEN sops:local secrets%2Fglobal.enc.yaml/API_TOKEN',
    '  BROKEN store:nowhere INVALID_CONFIG',
  ]);
});

it('says which package to install when a backend is reached', async () => {
  const project = await open('founding');
  const [row] = await project.status(project.globalDeclarations());
  expect(row).toMatchObject({ status: 'error', error: { message: expect.stringContaining('npm install @keyrack/aws-ssm') } });
});
