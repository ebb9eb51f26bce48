import { formatAddress } from '@keyrack/core/provider';
import { describe, expect, it, test } from 'vitest';
import { type Declaration, sopsFileConflicts } from '../src/index.js';
import { fakeProject } from './support.js';

const main = `
base_path: "."
stacks: {included_paths: ["*"], name_template: "{{ .vars.stage }}"}
stores:
  ssm: {kind: aws/ssm, secret: true, options: {region: eu-central-1, prefix: /p}}
  legacy: {type: aws-secrets-manager, secret: true, options: {region: eu-central-1}}
  both: {kind: aws/asm, type: aws-ssm-parameter-store, secret: true, options: {region: x}}
  outputs: {type: aws-ssm-parameter-store, options: {region: x}}
  op: {type: onepassword, secret: false, options: {vault: Team}}
  rds: {kind: redis, secret: true}
  bare: {kind: aws/ssm, secret: true}
  odd: {kind: aws/smm, secret: true}
secrets:
  providers:
    main: {kind: sops/age, spec: {file: "secrets/{{ .atmos_stack }}/{{ .atmos_component }}.yaml"}}
    derived: {kind: sops/age}
`;
const stack = (top: string, component: string, more = ''): string =>
  `vars: {stage: dev, team: core}\nsecrets: {vars: ${top || '{}'}}\ncomponents:\n  terraform:\n    api:\n      secrets: ${component || '{}'}\n${more}`;
const declared = async (manifest: string, config = main): Promise<Readonly<Record<string, Declaration>>> => {
  const { project } = fakeProject({ 'atmos.yaml': config, 'stacks/dev.yaml': manifest });
  const found = await project.declarations({ stack: 'dev', component: 'api' });
  return Object.fromEntries(found.map((declaration) => [declaration.name, declaration]));
};
const addressOf = ({ address, problem }: Declaration): string => (address ? formatAddress(address) : `${problem?.message}`);

describe('scopes', () => {
  it("come from the position, global anywhere, and re-declaring makes a secret the component's own", async () => {
    const found = await declared(
      stack(
        '{TOP: {store: ssm}, G: {store: ssm, scope: global}, MINE: {store: ssm}, KEPT: {store: ssm, description: kept}}',
        '{vars: {OWN: {store: ssm}, H: {store: ssm, scope: global}, MINE: {required: true}, G: {description: again}}}',
      ),
    );
    expect(
      Object.values(found).map(({ name, scope, coordinate, required }) => [name, scope, coordinate.scope, required]),
    ).toEqual([
      ['G', 'instance', 'instance', false],
      ['H', 'global', 'global', false],
      ['KEPT', 'stack', 'stack', false],
      ['MINE', 'instance', 'instance', true],
      ['OWN', 'instance', 'instance', false],
      ['TOP', 'stack', 'stack', false],
    ]);
    expect(Object.values(found).map(addressOf)).toEqual([
      '/p/dev/api/G',
      '/p/H',
      '/p/dev/KEPT',
      '/p/dev/api/MINE',
      '/p/dev/api/OWN',
      '/p/dev/TOP',
    ]);
    expect(found.OWN).toMatchObject({
      label: 'store:ssm',
      backendName: 'ssm',
      prdForm: false,
      position: { file: 'stacks/dev.yaml', line: 6, column: 24 },
    });
  });

  test.each([
    [
      'a component',
      stack('', '{vars: {X: {store: ssm, scope: stack}}}'),
      'secret "X" declares scope "stack" but its position implies "instance"',
    ],
    [
      'the top level',
      stack('{X: {store: ssm, scope: instance}}', ''),
      'secret "X" declares scope "instance" but its position implies "stack"',
    ],
    [
      'any place, of no known name',
      stack('{X: {store: ssm, scope: planet}}', ''),
      'There are the scopes instance, stack and global.',
    ],
  ])('that contradict %s stop the stack', async (_, manifest, message) => {
    await expect(declared(manifest)).rejects.toThrow(message);
  });

  it('ignore what is no text, and come from bases and overrides as from a component', async () => {
    const more = '    base: {secrets: {vars: {B: {store: ssm}}}}\noverrides: {secrets: {vars: {O: {store: ssm}}}}\n';
    const manifest = stack('{N: {store: ssm, scope: 5}}', '{vars: {}}\n      metadata: {inherits: [base]}', more);
    const found = await declared(manifest);
    expect(Object.values(found).map(({ name, scope }) => `${name} ${scope}`)).toEqual(['B instance', 'N stack', 'O instance']);
  });

  it('reach components of every type', async () => {
    const { project } = fakeProject({
      'atmos.yaml': main,
      'stacks/dev.yaml':
        'vars: {stage: dev}\nsecrets: {vars: {A: {store: ssm}}}\ncomponents: {kubernetes: {k: {}}, custom: {c: {}}}',
    });
    expect((await project.declarations()).map(({ component }) => component)).toEqual(['k', 'c']);
  });
});

describe('declarations', () => {
  test.each([
    ['X: text', 'no backend is named for secret "X"'],
    ['X: {description: d}', 'no backend is named for secret "X". Name one of'],
    ['X: {store: nowhere}', 'referenced store is not configured "nowhere" (secret "X")'],
    ['X: {store: outputs}', 'referenced store is not a secret store (set secret: true) "outputs" (secret "X")'],
    ['X: {store: rds}', 'redis keeps values in clear and cannot be a secret store'],
    ['X: {store: bare}', 'the store bare (aws/ssm) needs region under options'],
    ['X: {backend: dotenv}', 'dotenv cannot be used without file. Add an entry under secrets.backends.'],
    ['X: {store: odd}', 'the kind aws/smm, which is not known. Did you mean aws/ssm?'],
    ['X: {sops: nowhere}', 'referenced SOPS provider is not configured "nowhere" (secret "X")'],
    ['X: {backend: nowhere}', 'the backend "nowhere" of secret "X" is not configured, and is no kind'],
    ['X: {backend: ssm, store: ssm}', 'backend stands beside store'],
    ['X: {store: op, reference: "{{ .atmos_planet }}"}', 'secret "X" has no address: there is no .atmos_planet'],
  ])('%s: %s', async (text, problem) => {
    const found = (await declared(stack('', `{vars: {${text}, GOOD: {store: ssm}}}`))).X;
    expect(found?.problem?.message).toContain(problem);
    expect(found?.problem?.code).toBe('INVALID_CONFIG');
    expect(found).not.toHaveProperty('address');
  });

  it('warn of what works but should not be there', async () => {
    const found = await declared(
      stack(
        '',
        '{vars: {A: {store: ssm, sops: main}, B: {store: ssm, required: "true"}, C: {store: both}, D: {store: op, reference: i/f}}}',
      ),
    );
    expect(Object.values(found).flatMap(({ warnings }) => warnings)).toEqual([
      'stacks/dev.yaml:6:35: store and sops are both set; sops (main) is used. Remove one.',
      'stacks/dev.yaml:6:79: secret B: required is text, which counts as false. Write true without quotes.',
      'atmos.yaml:7:31: both: kind aws/asm wins over type aws-ssm-parameter-store; remove type.',
      'atmos.yaml:9:35: store op: secret: false has no effect, onepassword always keeps secrets.',
    ]);
    expect(found.A?.label).toBe('sops:main');
    expect(found.B?.required).toBe(false);
    expect(addressOf(found.D!)).toBe('op://Team/i/f');
    expect(found.D?.byReference).toBe(true);
  });

  it('hand their warnings to the project once somebody uses them, each once', async () => {
    const warned = '{vars: {A: {sops: main, required: "true"}, B: {sops: main, store: ssm}}}';
    const { project } = fakeProject({
      'atmos.yaml': main,
      'stacks/dev.yaml': stack('', warned, '      vars: {b: !secret B}\n'),
    });
    const target = { stack: 'dev', component: 'api' };
    const all = await project.declarations(target);
    expect(project.warnings).toEqual([]);
    await (await project.resolver(target)).status('A');
    expect(project.warnings).toEqual(all[0]?.warnings);
    await project.describeComponent(target);
    expect(project.warnings).toEqual(all.flatMap(({ warnings }) => warnings));
    await project.status(all);
    expect(project.warnings).toHaveLength(2);
  });

  it('find names that differ in case alone, when only one does', async () => {
    const found = await declared(stack('', '{vars: {A: {store: SSM}}}'), main.replace('  ssm:', '  Ssm:'));
    expect(addressOf(found.A!)).toBe('/p/dev/api/A');
  });

  it('find no name that two differ from in case alone, and take a dot for a letter', async () => {
    const config = main.replace(
      '  ssm:',
      '  Ssm: {kind: aws/ssm, secret: true, options: {region: x}}\n  sSM: {kind: aws/ssm, secret: true, options: {region: x}}\n  my.store:',
    );
    const found = await declared(stack('', '{vars: {A: {store: ssm}, B: {store: my.store}}}'), config);
    expect(found.A?.problem?.message).toContain('referenced store is not configured "ssm"');
    expect(addressOf(found.B!)).toBe('/p/dev/api/B');
  });

  it('render a reference for every backend, reduced by scope', async () => {
    const found = await declared(
      stack(
        '{S: {store: ssm, reference: "of-{{ .atmos_stack }}{{ .atmos_component }}"}}',
        '{vars: {I: {store: ssm, reference: "{{ .atmos_stack }}.{{ .atmos_component }}"}}}',
      ),
    );
    expect([addressOf(found.S!), addressOf(found.I!)]).toEqual(['/p/dev/of-dev', '/p/dev/api/dev.api']);
  });

  it('may stand in a file of their own', async () => {
    const files = {
      'atmos.yaml': main,
      'stacks/dev.yaml': 'vars: {stage: dev}\ncomponents: {terraform: {api: {secrets: {vars: !include ./api.secrets.yml}}}}',
      'stacks/api.secrets.yml': 'A: {store: ssm}',
    };
    const { project } = fakeProject(files, { env: { ATMOS_STACKS_INCLUDED_PATHS: 'dev' } });
    expect((await project.declarations()).map(({ name, position }) => [name, position.file])).toEqual([
      ['A', 'stacks/api.secrets.yml'],
    ]);
  });

  it('are refused when the section is no map', async () => {
    await expect(declared('vars: {stage: dev}\nsecrets: [A]\ncomponents: {terraform: {api: {}}}')).rejects.toThrow(
      'the section `secrets` is not a map',
    );
  });
});

describe('kinds of stores', () => {
  const use = async (kind: string, secret = true): Promise<Declaration> => {
    const options = '{region: r, mount: m, vault_url: v, project_id: p, owner: o, repo: r}';
    const config = main.replace('  ssm:', `  s: {type: ${kind}, secret: ${secret}, options: ${options}}\n  ssm:`);
    return (await declared(stack('', '{vars: {A: {store: s, reference: op://v/i/f}}}'), config)).A!;
  };

  test.each([
    ['aws/ssm', 'aws/ssm'],
    ['aws-ssm-parameter-store', 'aws/ssm'],
    ['aws/asm', 'aws/asm'],
    ['aws-secrets-manager', 'aws/asm'],
    ['hashicorp/vault', 'hashicorp/vault'],
    ['hashicorp-vault', 'hashicorp/vault'],
    ['azure/keyvault', 'azure/keyvault'],
    ['azure-key-vault', 'azure/keyvault'],
    ['gcp/secretmanager', 'gcp/secretmanager'],
    ['google/secretmanager', 'gcp/secretmanager'],
    ['google-secret-manager', 'gcp/secretmanager'],
    ['gsm', 'gcp/secretmanager'],
    ['onepassword', 'onepassword'],
    ['1password', 'onepassword'],
    ['keychain', 'keychain'],
    ['keyring', 'keychain'],
    ['github/actions', 'github/actions'],
    ['github-actions', 'github/actions'],
  ])('%s is %s', async (name, kind) => {
    const found = await use(name);
    expect([found.backend?.kind, found.problem]).toEqual([kind, undefined]);
  });

  test.each(['redis', 'artifactory'])('%s keeps no secrets', async (kind) => {
    expect((await use(kind)).problem?.message).toContain(`${kind} keeps values in clear and cannot be a secret store`);
  });

  test.each(['onepassword', 'keychain', 'github/actions'])('%s always does, whatever secret says', async (kind) => {
    const found = await use(kind, false);
    expect(found.problem).toBeUndefined();
    expect(found.warnings).toEqual([
      expect.stringMatching(`^atmos.yaml:5:\\d+: store s: secret: false has no effect, ${kind} always keeps secrets.$`),
    ]);
  });
});

describe('vaults', () => {
  it('place files by scope, with templates rendered late when templates are off', async () => {
    const found = await declared(
      stack(
        '{S: {sops: main}, D: {sops: derived}}',
        '{vars: {I: {sops: main}, E: {sops: derived}, G: {sops: derived, scope: global}, R: {sops: main, reference: "{{ .atmos_stack }}_KEY"}}}',
      ),
    );
    expect(
      Object.fromEntries(Object.values(found).map(({ name, address }) => [name, address && 'path' in address && address.path])),
    ).toEqual({
      S: ['secrets/dev/.yaml', 'S'],
      D: ['secrets/dev.enc.yaml', 'D'],
      I: ['secrets/dev/api.yaml', 'I'],
      E: ['secrets/dev.api.enc.yaml', 'E'],
      G: ['secrets/global.enc.yaml', 'G'],
      R: ['secrets/dev/api.yaml', 'dev_KEY'],
    });
  });

  it('of a manifest replace those of the main configuration and are rendered early when templates are on', async () => {
    const own = 'providers: {main: {kind: sops/gpg, spec: {file: "x/{{ .vars.team }}-{{ .atmos_component }}.yaml"}}}';
    const config = `${main}\ntemplates: {settings: {enabled: true}}`;
    const manifest = `vars: {stage: dev, team: core}\nsecrets: {${own}, vars: {S: {sops: main}}}\ncomponents: {terraform: {api: {}}}`;
    expect(addressOf((await declared(manifest, config)).S!)).toBe('x%2Fcore-api.yaml/S');
    expect((await declared(manifest)).S?.problem?.message).toContain(
      'Only .atmos_stack and .atmos_component are known unless templates.settings.enabled is true',
    );
  });

  it('of a manifest keep nothing of what they replace', async () => {
    const config = main.replace(
      'derived: {kind: sops/age}',
      'derived: {kind: sops/age, identity: x, spec: {file: old.yaml, age_recipients: age1old}}',
    );
    const manifest = stack('{S: {sops: derived}}', '', '').replace(
      'vars: {S',
      'providers: {derived: {kind: sops/age}}, vars: {S',
    );
    const found = (await declared(manifest, config)).S;
    expect(addressOf(found!)).toBe('secrets%2Fdev.enc.yaml/S');
    expect(found?.backend?.identity).toBeUndefined();
  });

  it('are listed with their pattern and owner, each once', async () => {
    const manifest = stack('', '{providers: {own: {kind: sops/age, spec: {path: keys}}}}');
    const { project } = fakeProject({
      'atmos.yaml': `${main}  backends: {team: {kind: sops/age, options: {file: "s/{stack}.yaml"}}}`,
      'stacks/dev.yaml': manifest,
    });
    expect((await project.vaults()).map(({ name, filePattern, stack: owner }) => [name, filePattern, owner])).toEqual([
      ['main', 'secrets/{{ .atmos_stack }}/{{ .atmos_component }}.yaml', undefined],
      ['derived', 'secrets/{{ .atmos_stack }}.enc.yaml', undefined],
      ['team', 's/{stack}.yaml', undefined],
      ['own', 'keys/{{ .atmos_stack }}.enc.yaml', 'dev'],
    ]);
  });

  it('conflict when components share a file, or a stack secret lies in two', async () => {
    const vaults =
      'secrets: {providers: {flat: {kind: sops/age, spec: {file: all.yaml}}, early: {kind: sops/age, spec: {file: "{{ .atmos_component }}.yaml"}}}, vars: {S: {sops: early}}}';
    const manifest = `vars: {stage: dev}\n${vaults}\ncomponents: {terraform: {api: {secrets: {vars: {A: {sops: flat}}}}, web: {secrets: {vars: {B: {sops: flat}}}}}}`;
    const { project } = fakeProject({
      'atmos.yaml': `${main}\ntemplates: {settings: {enabled: true}}`,
      'stacks/dev.yaml': manifest,
    });
    expect(sopsFileConflicts(await project.declarations()).map(({ kind, files, message }) => [kind, files, message])).toEqual([
      ['shared file', ['all.yaml'], expect.stringContaining('dev/api and dev/web')],
      ['split secret', ['api.yaml', 'web.yaml'], expect.stringContaining('secret S belongs to stack dev')],
    ]);
    expect(sopsFileConflicts(await project.declarations({ stack: 'dev', component: 'api' }))).toEqual([]);
  });
});
