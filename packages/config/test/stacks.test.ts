import { describe, expect, it, test } from 'vitest';
import { fakeProject } from './support.js';

const atmos = (more = ''): string =>
  `base_path: "."\nstacks: {base_path: stacks, included_paths: ["deploy/**/*"], excluded_paths: ["**/_*"]${more}}\n`;
const open = (files: Readonly<Record<string, string>>, config = atmos()) =>
  fakeProject({ 'atmos.yaml': config, ...files }).project;
const varsOf = async (files: Readonly<Record<string, string>>, component = 'api', config?: string): Promise<unknown> =>
  (await open(files, config).describeComponent({ stack: 'deploy/dev', component })).vars;

describe('imports', () => {
  it('merge in order below the importing file: strings, objects, relative paths, globs, nested', async () => {
    const vars = await varsOf({
      'stacks/deploy/dev.yaml':
        'import: [base, {path: ../mixins/region}, ./_local, "catalog/*"]\nvars: {own: dev, from: dev}\ncomponents: {terraform: {api: {}}}',
      'stacks/base.yaml': 'import: [deeper.yml]\nvars: {from: base, order: base}',
      'stacks/deeper.yml': 'vars: {from: deeper, deep: 1, order: deeper}',
      'stacks/mixins/region.yaml': 'vars: {order: region}',
      'stacks/deploy/_local.yaml': 'vars: {local: 1}',
      'stacks/catalog/a.yaml': 'vars: {a: 1, order: a}',
      'stacks/catalog/b.yaml.tmpl': 'vars: {b: 1, order: b}',
    });
    expect(vars).toEqual({ own: 'dev', from: 'dev', deep: 1, local: 1, a: 1, b: 1, order: 'b' });
  });

  test.each([
    ['import: [nothing]', 'stacks/deploy/dev.yaml:1:10: the import nothing matches no file'],
    ['import: [deploy/dev]', 'dev.yaml imports itself'],
    ['import: [loop]', 'imports /p/stacks/loop.yaml imports /p/stacks/loop2.yaml imports /p/stacks/loop.yaml, which is a circle'],
    ['import: ["git::https://example.com/x"]', 'the remote import git::https://example.com/x is not supported'],
    ['import: [{context: {}}]', 'an import is a path or a map with `path`'],
    ['import: [scalar]', 'a stack manifest holds a map at its top level'],
  ])('%s is refused: %s', async (text, message) => {
    const files = {
      'stacks/deploy/dev.yaml': text,
      'stacks/loop.yaml': 'import: [loop2]',
      'stacks/loop2.yaml': 'import: [loop]',
      'stacks/scalar.yaml': 'text',
    };
    await expect(open(files).stacks()).rejects.toThrow(message);
  });

  it('may be missing when they say so', async () => {
    expect(
      await varsOf({
        'stacks/deploy/dev.yaml':
          'import: [{path: nothing, skip_if_missing: true}]\ncomponents: {terraform: {api: {vars: {a: 1}}}}',
      }),
    ).toEqual({ a: 1 });
  });

  it('are read once, however many manifests import them', async () => {
    const stack = 'import: [base]\ncomponents: {terraform: {api: {}}}';
    const { project, io } = fakeProject({
      'atmos.yaml': atmos(),
      'stacks/base.yaml': 'vars: {a: 1}',
      'stacks/deploy/a.yaml': stack,
      'stacks/deploy/b.yaml': stack,
    });
    await project.declarations();
    await project.declarations({ stack: 'deploy/a' });
    expect(io.reads.filter((path) => path === '/p/stacks/base.yaml')).toHaveLength(1);
  });

  it('hand down a context, in which the values of the importer win', async () => {
    const vars = await varsOf({
      'stacks/deploy/dev.yaml': 'import: [{path: outer, context: {name: api, size: 1}}]',
      'stacks/outer.yaml': 'import: [{path: inner, context: {size: 2, extra: x}}]\ncomponents: {terraform: {"{{ .name }}": {}}}',
      'stacks/inner.yaml': 'vars: {size: {{ .size }}, extra: {{ .extra }}}',
    });
    expect(vars).toEqual({ size: 1, extra: 'x' });
  });

  it('are rendered when they are called a template, and only then', async () => {
    const vars = await varsOf({
      'stacks/deploy/dev.yaml': 'import: [made, plain]\ncomponents: {terraform: {api: {}}}',
      'stacks/made.yaml.tmpl': 'vars: {made: {{ "x" | upper }}}',
      'stacks/plain.yaml': 'vars: {plain: \'{{ "x" | upper }}\'}',
    });
    expect(vars).toEqual({ made: 'X', plain: '{{ "x" | upper }}' });
  });

  it('name what a template lacks', async () => {
    const files = {
      'stacks/deploy/dev.yaml': 'import: [{path: inner, context: {a: 1}}]',
      'stacks/inner.yaml': 'vars: {x: {{ .b }}, y: {{ toYaml .a }}}',
    };
    await expect(open(files).stacks()).rejects.toThrow('stacks/inner.yaml: there is no .b');
  });
});

describe('locals', () => {
  it('are for their file alone and may use each other', async () => {
    const vars = await varsOf({
      'stacks/deploy/dev.yaml':
        'import: [base]\nlocals: {a: x, b: "{{ .locals.a }}-{{ .vars.stage }}"}\nvars: {stage: dev, name: "{{ .locals.b }}", later: "{{ .atmos_component }}"}\ncomponents: {terraform: {api: {}}}',
      'stacks/base.yaml': 'locals: {a: base}\nvars: {base: "{{ .locals.a }}"}',
    });
    expect(vars).toEqual({ base: 'base', stage: 'dev', name: 'x-dev', later: '{{ .atmos_component }}' });
  });

  it('may not go in circles', async () => {
    const files = {
      'stacks/deploy/dev.yaml': 'locals: {a: "{{ .locals.b }}", b: "{{ .locals.a }}"}\nvars: {x: "{{ .locals.a }}"}',
    };
    await expect(open(files).stacks()).rejects.toThrow('locals refer to each other in a circle');
  });
});

describe('layers of a component', () => {
  it('are top level, type, bases, own, overrides', async () => {
    const vars = await varsOf({
      'stacks/deploy/dev.yaml': `
vars: {a: top, b: top, c: top, d: top, e: top, f: top}
terraform: {vars: {b: type, c: type, d: type, e: type, f: type}}
overrides: {vars: {f: override}}
components:
  terraform:
    root: {vars: {c: root, d: root, e: root, f: root}}
    base: {metadata: {inherits: [root], type: abstract}, vars: {d: base, e: base, f: base}}
    api: {metadata: {inherits: [base]}, vars: {e: own, f: own}}
`,
    });
    expect(vars).toEqual({ a: 'top', b: 'type', c: 'root', d: 'base', e: 'own', f: 'override' });
  });

  it('inherit in list order, and through the older attribute', async () => {
    const files = {
      'stacks/deploy/dev.yaml':
        'components: {terraform: {x: {vars: {v: x, x: 1}}, y: {vars: {v: y}}, old: {component: x, vars: {o: 1}}, api: {metadata: {inherits: [x, y]}}}}',
    };
    expect(await varsOf(files)).toEqual({ v: 'y', x: 1 });
    expect(await varsOf(files, 'old')).toEqual({ v: 'x', x: 1, o: 1 });
  });

  it('inherit metadata without type and inherits', async () => {
    const files = {
      'stacks/deploy/dev.yaml':
        'components: {terraform: {base: {metadata: {type: abstract, component: impl, enabled: false}}, api: {metadata: {inherits: [base]}}}}',
    };
    const project = open(files);
    expect(await project.describeComponent({ stack: 'deploy/dev', component: 'api' })).toMatchObject({
      component: 'impl',
      metadata: { component: 'impl', inherits: ['base'] },
    });
    expect(await project.instances()).toEqual([
      expect.objectContaining({ component: 'base', abstract: true, disabled: true }),
      expect.objectContaining({ component: 'api', abstract: false, disabled: true }),
    ]);
  });

  test.each([
    [
      '{a: {metadata: {inherits: [b]}}, b: {metadata: {inherits: [a]}}}',
      'component a inherits from b inherits from a, which is a circle',
    ],
    [
      '{a: {metadata: {inherits: [b]}}}',
      'component a inherits from b, which deploy/dev does not have under components.terraform',
    ],
  ])('%s is refused', async (components, message) => {
    await expect(open({ 'stacks/deploy/dev.yaml': `components: {terraform: ${components}}` }).declarations()).rejects.toThrow(
      message,
    );
  });

  it('reach overrides into imported files, and not into those beside them', async () => {
    const files = {
      'stacks/deploy/dev.yaml': 'import: [teams/a, teams/b]\ncomponents: {terraform: {mine: {}}}',
      'stacks/teams/a.yaml': 'import: [teams/a-overrides, catalog/x]\nterraform: {overrides: {vars: {team: a}}}',
      'stacks/teams/a-overrides.yaml': 'overrides: {vars: {loose: 1}}',
      'stacks/teams/b.yaml': 'components: {terraform: {y: {vars: {team: b}}}}',
      'stacks/catalog/x.yaml': 'components: {terraform: {x: {vars: {team: none}}}}',
    };
    expect(await varsOf(files, 'x')).toEqual({ team: 'a', loose: 1 });
    expect(await varsOf(files, 'y')).toEqual({ team: 'b' });
    expect((await open(files).describeComponent({ stack: 'deploy/dev', component: 'mine' })).vars).toBeUndefined();
  });

  it('put env of the main configuration lowest', async () => {
    const project = open(
      { 'stacks/deploy/dev.yaml': 'env: {A: stack}\ncomponents: {terraform: {api: {}}}' },
      `${atmos()}env: {A: main, B: main}`,
    );
    expect((await project.describeComponent({ stack: 'deploy/dev', component: 'api' })).env).toEqual({ A: 'stack', B: 'main' });
  });
});

describe('manifests', () => {
  const one = 'vars: {a: [1]}\nimport: [below]\ncomponents: {terraform: {api: {}}}';

  it('are found by a pattern without extension in four of them, but for those left out', async () => {
    const names = ['a.yaml', 'b.yml', 'c.yaml.tmpl', 'd.yml.tmpl', 'e.json', '_f.yaml'];
    const files = Object.fromEntries(names.map((name) => [`stacks/deploy/${name}`, 'components: {terraform: {api: {}}}']));
    expect(await open(files).stacks()).toEqual(['deploy/a', 'deploy/b', 'deploy/c', 'deploy/d']);
  });

  it('lie where the environment says, and lists merge as it says', async () => {
    const files = {
      'atmos.yaml': atmos(),
      'elsewhere/deploy/dev.yaml': one,
      'elsewhere/deploy/_dev.yaml': one,
      'elsewhere/deploy/not.yaml': one,
      'elsewhere/below.yaml': 'vars: {a: [0]}',
    };
    const env = {
      ATMOS_STACKS_BASE_PATH: 'elsewhere',
      ATMOS_STACKS_EXCLUDED_PATHS: '**/_*, **/not.yaml',
      ATMOS_SETTINGS_LIST_MERGE_STRATEGY: 'append',
    };
    const { project } = fakeProject(files, { env });
    expect(await project.stacks()).toEqual(['deploy/dev']);
    expect((await project.describeComponent({ stack: 'deploy/dev', component: 'api' })).vars).toEqual({ a: [0, 1] });
  });

  it('merge lists as the main configuration says', async () => {
    const files = { 'stacks/deploy/dev.yaml': one, 'stacks/below.yaml': 'vars: {a: [0, 2]}' };
    expect(await varsOf(files, 'api', `${atmos()}settings: {list_merge_strategy: merge}`)).toEqual({ a: [1, 2] });
  });
});

describe('names of stacks', () => {
  const vars =
    'vars: {tenant: plat, environment: ue2, stage: dev}\ncomponents: {terraform: {api: {}, odd: {vars: {stage: null}}}}';
  test.each([
    ['name wins', `name: given\n${vars}`, ', name_template: "{{ .vars.stage }}"', ['given']],
    ['template', vars, ', name_template: "{{.vars.tenant}}-{{ .vars.environment }}", name_pattern: "{stage}"', ['plat-ue2']],
    ['pattern, without its variable no stack', vars, ', name_pattern: "{tenant}-{environment}-{stage}"', ['plat-ue2-dev']],
    ['path', vars, '', ['deploy/dev']],
  ])('%s', async (_, manifest, config, names) => {
    expect(await open({ 'stacks/deploy/dev.yaml': manifest }, atmos(config)).stacks()).toEqual(names);
  });

  it('take overrides of the environment', async () => {
    const files = { 'atmos.yaml': atmos(', name_template: "{{ .vars.stage }}"'), 'stacks/other/dev.yaml': vars };
    const env = {
      ATMOS_STACKS_NAME_PATTERN: '{tenant}',
      KEYRACK_STACKS_NAME_TEMPLATE: '{{ .vars.tenant }}!',
      ATMOS_STACKS_INCLUDED_PATHS: 'other/*',
    };
    expect(await fakeProject(files, { env }).project.stacks()).toEqual(['plat!']);
  });

  it('may come twice with one content only', async () => {
    const one = 'name: s\ncomponents: {terraform: {api: {vars: {a: 1, b: 2}}}}';
    const same = 'name: s\ncomponents: {terraform: {api: {vars: {b: 2, a: 1}}, more: {}}}';
    const project = open({ 'stacks/deploy/one.yaml': one, 'stacks/deploy/two.yaml': same });
    expect((await project.instances({ stack: 's' })).map(({ component }) => component)).toEqual(['api', 'more']);
    const differing = open({
      'stacks/deploy/one.yaml': one,
      'stacks/deploy/two.yaml': 'name: s\ncomponents: {terraform: {api: {vars: {a: 2}}}}',
    });
    await expect(differing.stacks()).rejects.toThrow(/api stands twice in stack s.*one\.yaml and .*two\.yaml/);
  });

  it('name the function that a template lacks', async () => {
    const project = open({ 'stacks/deploy/dev.yaml': vars }, atmos(', name_template: "{{ printf .vars.x }}"'));
    await expect(project.stacks()).rejects.toThrow('stacks.name_template: the template function "printf" is not known');
  });
});

describe('targets', () => {
  const files = {
    'stacks/deploy/dev.yaml': 'components: {helmfile: {api: {}}, terraform: {api: {}, vpc: {}}, nixpack: {api: {}, own: {}}}',
  };

  it('are of the type that is detected first, or of the one that is named', async () => {
    const types = async (target: object): Promise<readonly string[]> =>
      (await open(files).instances(target)).map(({ type }) => type);
    expect(await types({ stack: 'deploy/dev', component: 'api' })).toEqual(['terraform']);
    expect(await types({ stack: 'deploy/dev', component: 'api', type: 'nixpack' })).toEqual(['nixpack']);
    expect(await types({ type: 'helmfile' })).toEqual(['helmfile']);
    expect(await types({})).toHaveLength(5);
  });

  test.each([
    [{ stack: 'deploy/dve' }, 'there is no stack "deploy/dve". Did you mean deploy/dev? There are deploy/dev.'],
    [{ stack: 'deploy/dev', component: 'vpx' }, 'there is no component "vpx" in stack deploy/dev. Did you mean vpc?'],
    [{ stack: 'deploy/dev', component: 'own' }, 'component "own" in stack deploy/dev has the type nixpack: name it with --type.'],
    [{ component: 'zzzzzzzz' }, 'there is no component "zzzzzzzz" in any stack. There are api, own, vpc.'],
  ])('%o is refused', async (target, message) => {
    await expect(open(files).declarations(target)).rejects.toThrow(message);
  });
});
