import { describe, expect, it } from 'vitest';
import { providerOptions } from '../src/provider-options.js';
import { fakeProject, plain } from './support.js';

// Properties of every object: a table of names that is kept in an object finds what nobody wrote, or loses what somebody did.
const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'];

describe.each(names)('the name %s', (name) => {
  it('is a key of plain data like any other, and no key that is not there', () => {
    expect(Object.entries(plain(`{ ${name}: a, b: c }`) as object)).toEqual([
      [name, 'a'],
      ['b', 'c'],
    ]);
    expect((plain('{ b: c }') as Record<string, unknown>)[name]).toBeUndefined();
  });

  it('is a variable of env when it is written there, and else none', () => {
    const envOf = (env: string) => fakeProject({ 'keyrack.yaml': `env: { ${env}: b }` }).project.env;
    expect([envOf(name)[name], envOf('A')[name]]).toEqual(['b', undefined]);
  });

  it('is an option of a provider that says nothing of its options, and of no other', () => {
    const written = JSON.parse(`{ "${name}": "a" }`);
    const spelt = name === '__proto__' ? '_Proto__' : name;
    expect(Object.entries(providerOptions('memory', written, undefined).options)).toEqual([[spelt, 'a']]);
    expect(providerOptions(name, written, ['b'])).toMatchObject({ options: {}, warnings: [expect.stringContaining(name)] });
  });

  it('is no variable for !env', async () => {
    const { project } = fakeProject({
      'keyrack.yaml': 'a: b',
      'stacks/dev.yaml': `components: { terraform: { api: { vars: { found: !env ${name} none } } } }`,
    });
    const section = await project.describeComponent({ stack: 'dev', component: 'api' });
    expect(section.vars).toEqual({ found: 'none' });
  });

  it('is no kind whose names are composed, for the store of a private key either', async () => {
    const { project } = fakeProject({
      'atmos.yaml': `base_path: "."
stores: { keys: { kind: ${name} } }
secrets:
  providers: { vault: { kind: sops/age, spec: { age_key: { store: keys } } } }
  vars: { A: { sops: vault } }`,
    });
    const secrets = await project.resolver();
    await expect(secrets.get('A')).rejects.toMatchObject({ code: 'INVALID_CONFIG', message: expect.stringContaining('keys') });
  });

  it('is no variable in the path of a private key', async () => {
    const { project, made } = fakeProject({
      'keyrack.yaml': `secrets:
  providers: { vault: { kind: sops/age, spec: { age_key_file: "/keys/$${name}.txt" } } }
  vars: { A: { sops: vault } }`.replace('$$', '$'),
    });
    await (await project.resolver()).find('A');
    expect(made[0]?.options).toMatchObject({ ageKeyFile: '/keys/.txt' });
  });
});
