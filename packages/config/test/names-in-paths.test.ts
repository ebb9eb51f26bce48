import type { Coordinate } from '@keyrack/core';
import { describe, expect, it, test } from 'vitest';
import { sopsFile } from '../src/layouts/sops-file.js';
import { fakeProject, thrown } from './support.js';

const climbing = ['a-../../../b', '..', '.', '', '/etc', 'a//b', 'a/', 'a/./b', 'a\\..\\b', 'a\0b', 'C:x', 'c:/x', 'a/.. /b'];

describe('a name that would lead out of the folder of a vault', () => {
  test.each(climbing)('%j is refused as a stack and as a component, in both layouts, with and without a pattern', (name) => {
    const coordinates: readonly Coordinate[] = [
      { scope: 'stack', stack: name, name: 'K' },
      { scope: 'instance', stack: name, component: 'api', name: 'K' },
      { scope: 'instance', stack: 'dev', component: name, name: 'K' },
    ];
    for (const injective of [true, false])
      for (const coordinate of coordinates)
        for (const file of [undefined, 'secrets/all.enc.yaml'])
          expect(thrown(() => sopsFile(coordinate, { file, directory: undefined, injective }))).toEqual({
            code: 'INVALID_CONFIG',
            message: expect.stringContaining(`${JSON.stringify(name)} cannot be part of a file name`),
          });
  });

  test.each(['infra/vpc', 'a..b', '...a', 'a.b/c-d', 'ue2-dev', 'a b', 'ab:c', 'é'])('%j is none', (component) => {
    const coordinate = { scope: 'instance', stack: 'dev', component, name: 'K' } as const;
    expect(sopsFile(coordinate, { file: undefined, directory: undefined, injective: false })).toBe(
      `secrets/dev.${component}.enc.yaml`,
    );
  });

  it('makes its declarations unusable, each with the reason and the place, and no others', async () => {
    const { project } = fakeProject({
      'atmos.yaml':
        'stacks: {base_path: stacks, included_paths: ["**/*"], name_template: "a-{{ .vars.stage }}"}\nsecrets: {providers: {main: {kind: sops/age, spec: {file: "secrets/{{ .atmos_stack }}.yaml"}}}}',
      'stacks/bad.yaml': 'vars: {stage: ../../../b}\ncomponents: {terraform: {api: {secrets: {vars: {A: {sops: main}}}}}}',
      'stacks/good.yaml': 'vars: {stage: c}\ncomponents: {terraform: {api: {secrets: {vars: {A: {sops: main}}}}}}',
    });
    const declarations = await project.declarations();
    expect(declarations.map(({ stack, problem, address }) => [stack, problem?.message, address])).toEqual([
      [
        'a-../../../b',
        expect.stringMatching(
          /^stacks\/bad\.yaml:2:\d+: secret "A" has no address: the name of the stack "a-\.\.\/\.\.\/\.\.\/b" /,
        ),
        undefined,
      ],
      ['a-c', undefined, { path: ['secrets/a-c.yaml', 'A'] }],
    ]);
    const secrets = await project.resolver({ stack: 'a-../../../b', component: 'api' });
    await expect(secrets.set('A', 'value')).rejects.toMatchObject({ code: 'INVALID_CONFIG' });
  });
});
