import type { Coordinate } from '@keyrack/core';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { atmosAddress } from '../src/layouts/atmos.js';
import { sopsFile, sopsFilePattern } from '../src/layouts/sops-file.js';

const instance: Coordinate = { scope: 'instance', stack: 'plat-ue2-dev', component: 'infra/vpc', name: 'DB_PASS' };
const stack: Coordinate = { scope: 'stack', stack: 'plat-ue2-dev', name: 'DB_PASS' };
const global: Coordinate = { scope: 'global', name: 'DB_PASS' };
const address = (
  coordinate: Coordinate,
  kind: string,
  prefix?: string,
  more: { stackDelimiter?: string; reference?: string } = {},
): unknown => atmosAddress(coordinate, { kind, prefix, stackDelimiter: more.stackDelimiter, reference: more.reference });

describe('names in stores', () => {
  test.each<[string, string | undefined, Coordinate, string]>([
    ['aws/ssm', '/atmos', instance, '/atmos/plat/ue2/dev/infra/vpc/DB_PASS'],
    ['aws/asm', 'atmos', instance, 'atmos/plat/ue2/dev/infra/vpc/DB_PASS'],
    ['hashicorp/vault', 'atmos', instance, 'atmos/plat-ue2-dev/infra/vpc/DB_PASS'],
    ['azure/keyvault', 'atmos', instance, 'atmos-plat-ue2-dev-infra-vpc-DB-PASS'],
    ['gcp/secretmanager', 'atmos', instance, 'atmos_plat_ue2_dev_infra_vpc_DB_PASS'],
    ['keychain', 'atmos', instance, 'atmos/plat/ue2/dev/infra/vpc/DB_PASS'],
    ['aws/ssm', '/atmos', stack, '/atmos/plat/ue2/dev/DB_PASS'],
    ['aws/asm', 'atmos', stack, 'atmos/plat/ue2/dev/DB_PASS'],
    ['hashicorp/vault', 'atmos', stack, 'atmos/plat-ue2-dev/DB_PASS'],
    ['azure/keyvault', 'atmos', stack, 'atmos-plat-ue2-dev-DB-PASS'],
    ['gcp/secretmanager', 'atmos', stack, 'atmos_plat_ue2_dev_DB_PASS'],
    ['keychain', 'atmos', stack, 'atmos/plat/ue2/dev/DB_PASS'],
    ['aws/ssm', '/atmos', global, '/atmos/DB_PASS'],
    ['aws/asm', 'atmos', global, 'atmos/DB_PASS'],
    ['hashicorp/vault', 'atmos', global, 'atmos/DB_PASS'],
    ['azure/keyvault', 'atmos', global, 'atmos-DB-PASS'],
    ['gcp/secretmanager', 'atmos', global, 'atmos_DB_PASS'],
    ['keychain', 'atmos', global, 'atmos/DB_PASS'],
    ['aws/ssm', '', instance, '/plat/ue2/dev/infra/vpc/DB_PASS'],
    ['aws/asm', undefined, instance, '/plat/ue2/dev/infra/vpc/DB_PASS'],
    // The leading slash of an empty prefix is dropped by Vault's client; the name handed on has none.
    ['hashicorp/vault', '', instance, 'plat-ue2-dev/infra/vpc/DB_PASS'],
    ['azure/keyvault', '', instance, 'plat-ue2-dev-infra-vpc-DB-PASS'],
    ['gcp/secretmanager', '', instance, 'plat_ue2_dev_infra_vpc_DB_PASS'],
    ['keychain', undefined, instance, 'atmos/plat/ue2/dev/infra/vpc/DB_PASS'],
  ])('%s with prefix %j: %o is %s', (kind, prefix, coordinate, reference) => {
    expect(address(coordinate, kind, prefix)).toEqual({ reference });
  });

  test.each<[string | undefined, string | undefined, Coordinate, string]>([
    ['/atmos', '/', stack, '/atmos/plat-ue2-dev/DB_PASS'],
    ['/atmos', '/', global, '/atmos/DB_PASS'],
    [undefined, undefined, stack, '/plat/ue2/dev/DB_PASS'],
    ['', undefined, global, '/DB_PASS'],
    ['/', undefined, instance, '/plat/ue2/dev/infra/vpc/DB_PASS'],
    ['/atmos/', undefined, instance, '/atmos/plat/ue2/dev/infra/vpc/DB_PASS'],
    ['/a', '_', { ...instance, stack: 'plat_ue2-dev' }, '/a/plat/ue2-dev/infra/vpc/DB_PASS'],
    ['/a', '', stack, '/a/plat-ue2-dev/DB_PASS'],
    ['/a', undefined, { ...global, name: 'team/DB_PASS' }, '/a/team/DB_PASS'],
    // One pass from left to right leaves what a second one would find.
    ['/a', undefined, { ...stack, stack: 'a---b' }, '/a/a//b/DB_PASS'],
  ])('in Parameter Store with prefix %j and delimiter %j: %o is %s', (prefix, stackDelimiter, coordinate, reference) => {
    expect(address(coordinate, 'aws/ssm', prefix, stackDelimiter === undefined ? {} : { stackDelimiter })).toEqual({ reference });
  });

  // What the rule cannot tell apart; every pair is an ambiguous address that collision checks must find.
  test.each<[string, Coordinate, Coordinate]>([
    ['a stack and a component of a shorter one', { ...stack, stack: 'a-b' }, { ...instance, stack: 'a', component: 'b' }],
    [
      'the end of a stack and the beginning of a component',
      { ...instance, stack: 'plat-prod', component: 'api' },
      { ...instance, stack: 'plat', component: 'prod/api' },
    ],
    ['two delimiters and one', { ...stack, stack: 'a--b' }, { ...stack, stack: 'a-b' }],
  ])('meet in Parameter Store: %s', (_title, one, other) => {
    expect(address(one, 'aws/ssm', '/p')).toEqual(address(other, 'aws/ssm', '/p'));
  });

  it('splits a stack on the delimiter of the store', () => {
    expect(address(instance, 'aws/ssm', '/a', { stackDelimiter: '/' })).toEqual({
      reference: '/a/plat-ue2-dev/infra/vpc/DB_PASS',
    });
    expect(address({ ...instance, stack: 'a--b' }, 'aws/ssm', '/p')).toEqual({ reference: '/p/a/b/infra/vpc/DB_PASS' });
  });

  it('puts the reference in place of the key, for 1Password of the whole address', () => {
    expect(address(stack, 'aws/asm', 'p', { reference: 'other/key' })).toEqual({ reference: 'p/plat/ue2/dev/other/key' });
    expect(address(stack, 'onepassword', undefined, { reference: 'op://v/i/f' })).toEqual({ reference: 'op://v/i/f' });
    expect(address(stack, 'onepassword', 'vault', { reference: 'item/field' })).toEqual({ reference: 'op://vault/item/field' });
  });

  it('knows nothing of stacks in GitHub', () => {
    expect(address(instance, 'github/actions', 'my-app', { reference: 'db.pass' })).toEqual({ reference: 'MY_APP_DB_PASS' });
  });

  it('keeps segments apart where Atmos has no rule', () => {
    expect(address(instance, 'memory')).toEqual({ path: ['plat-ue2-dev', 'infra/vpc', 'DB_PASS'] });
  });
});

describe('files of vaults', () => {
  const place = (coordinate: Coordinate, file?: string, directory?: string, injective = false): string =>
    sopsFile(coordinate, { file, directory, injective });

  it('derives names from stack and component', () => {
    expect(place(stack)).toBe('secrets/plat-ue2-dev.enc.yaml');
    expect(place(instance)).toBe('secrets/plat-ue2-dev.infra/vpc.enc.yaml');
    expect(place(instance, undefined, 'vault')).toBe('vault/plat-ue2-dev.infra/vpc.enc.yaml');
    expect(place(global)).toBe('secrets/global.enc.yaml');
  });

  test.each([
    ['secrets/all.enc.yaml', 'secrets/all.enc.yaml'],
    ['secrets/.enc.yaml', 'secrets/global.enc.yaml'],
    ['secrets//api.yaml', 'secrets/global.enc.yaml'],
    ['/abs/file.yaml', '/abs/file.yaml'],
  ])('a global secret whose pattern renders to %s lies in %s', (file, expected) => {
    expect(place(global, file)).toBe(expected);
  });

  it('describes its pattern', () => {
    expect(sopsFilePattern(undefined, undefined)).toBe('secrets/{{ .atmos_stack }}.enc.yaml');
    expect(sopsFilePattern('a.yaml', 'b')).toBe('a.yaml');
  });

  it('gives every coordinate a file of its own in the default layout', () => {
    const part = fc.stringMatching(/^[a-c.%]{1,4}$/).filter((text) => text !== '.' && text !== '..');
    const owner = fc.record({ stack: fc.oneof(part, fc.constant('global')), component: fc.option(part) });
    const coordinate = ({ stack: name, component }: { stack: string; component: string | null }): Coordinate =>
      component === null ? { scope: 'stack', stack: name, name: 'K' } : { scope: 'instance', stack: name, component, name: 'K' };
    fc.assert(
      fc.property(owner, owner, (a, b) => {
        const same = a.stack === b.stack && a.component === b.component;
        expect(place(coordinate(a), undefined, undefined, true) === place(coordinate(b), undefined, undefined, true)).toBe(same);
        expect(place(coordinate(a), undefined, undefined, true)).not.toBe(place(global));
      }),
    );
  });
});
