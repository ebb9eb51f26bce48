import type { Address, SecretProvider } from '@keyrack/core';
import { addressNames, defineProvider, errorTable, formatAddress, secretError } from '@keyrack/core/provider';
import { describe, expect, it } from 'vitest';
import type { MovedValue, Project } from '../src/index.js';
import type { LoadProvider } from '../src/kinds.js';
import { openProjectWith } from '../src/open-project.js';
import { fakeIo } from './support.js';

type Step = 'get' | 'set' | 'delete';
type Interrupt = (step: Step, address: string, values: Map<string, string>) => void;

/** A vault in memory that hands each step to a test before and after it happens. */
function memoryVault(values: Map<string, string>, before: Interrupt, after: Interrupt): SecretProvider {
  const around = <T>(step: Step, address: Address, run: (key: string) => T): T => {
    const key = formatAddress(address);
    before(step, key, values);
    const result = run(key);
    after(step, key, values);
    return result;
  };
  return defineProvider({
    kind: 'sops/age',
    limits: {
      addresses: ['path'],
      maxValueBytes: 1e6,
      emptyValue: true,
      conditionalSet: 'create',
      caseSensitive: true,
      statusCost: 'local',
      retry: 'none',
      concurrency: 1,
    },
    errors: errorTable('sops/age', {}),
    names: addressNames,
    get: async (address) =>
      around('get', address, (key) => {
        const value = values.get(key);
        return value === undefined ? undefined : { value };
      }),
    set: async (address, value, { ifVersion }) =>
      around('set', address, (key) => {
        if (ifVersion === 'absent' && values.has(key)) throw fault('CONFLICT');
        values.set(key, value);
        return {};
      }),
    delete: async (address) => around('delete', address, (key) => values.delete(key)),
  });
}

function fault(code: 'CONFLICT' | 'UNAVAILABLE'): Error {
  return secretError('the disk is gone.', { code, provider: 'sops/age', operation: 'test' });
}

const old = 'secrets%2Fdev.enc.yaml/KEY';
const own = (component: string): string => `secrets%2Fdev.${component}.enc.yaml/KEY`;
const nothing = (): void => undefined;

function open(before: Interrupt = nothing, after: Interrupt = nothing): { project: Project; values: Map<string, string> } {
  const values = new Map([[old, 'one']]);
  const io = fakeIo({
    '/p/atmos.yaml':
      'stacks: {base_path: stacks, included_paths: ["**/*"], name_template: "{{ .vars.stage }}"}\nsecrets: {providers: {vault: {kind: sops/age}}}',
    '/p/stacks/dev.yaml':
      'vars: {stage: dev}\ncomponents: {terraform: {api: {secrets: {vars: {KEY: {sops: vault}}}}, web: {secrets: {vars: {KEY: {sops: vault}}}}}}',
  });
  const provider = memoryVault(values, before, after);
  const load: LoadProvider = async () => ({ factory: () => provider, options: undefined, install: '' });
  const project = openProjectWith({ cwd: '/p', env: {}, homeDir: '/home/u', io }, () => load);
  return { project, values };
}

async function all(project: Project, fromFile: string, vault?: string): Promise<readonly MovedValue[]> {
  const moved: MovedValue[] = [];
  for await (const value of project.move({ stack: 'dev', fromFile, vault })) moved.push(value);
  return moved;
}
const move = async (project: Project): Promise<string[]> =>
  (await all(project, 'secrets/{{ .atmos_stack }}.enc.yaml')).map(({ declaration, outcome, error, reason }) =>
    `${declaration.component} ${outcome} ${error?.code ?? reason ?? ''}`.trim(),
  );

describe('a move', () => {
  it('creates, reads back and compares each new value before the old one goes', async () => {
    const steps: string[] = [];
    const { project, values } = open((step, key) => void steps.push(`${step} ${key}`));
    expect(await move(project)).toEqual(['api moved', 'web moved']);
    expect([...values]).toEqual([
      [own('api'), 'one'],
      [own('web'), 'one'],
    ]);
    const each = (component: string) => ['get', 'set', 'get'].map((step) => `${step} ${own(component)}`);
    expect(steps).toEqual([`get ${old}`, ...each('api'), ...each('web'), `get ${old}`, `delete ${old}`]);
  });

  it.each<[Step, number]>([
    ['get', 1],
    ['get', 2],
    ['set', 1],
    ['get', 3],
    ['get', 4],
    ['set', 2],
    ['get', 5],
    ['get', 6],
    ['delete', 1],
  ])('that ends at %s number %i has lost nothing, and the next one goes on', async (step, number) => {
    let count = 0;
    const { project, values } = open((now) => {
      if (now === step) count += 1;
      if (now === step && count === number) throw fault('UNAVAILABLE');
    });
    const first = await move(project);
    expect(first.some((outcome) => /failed|copied/.test(outcome))).toBe(true);
    expect(values.get(old)).toBe('one');
    expect(await move(project)).toEqual(['api moved', 'web moved']);
    expect(Object.fromEntries(values)).toEqual({ [own('api')]: 'one', [own('web')]: 'one' });
  });

  it('leaves an old value that somebody changed meanwhile', async () => {
    const { project, values } = open(nothing, (step, key, all) => {
      if (step === 'set' && key === own('web')) all.set(old, 'two');
    });
    expect(await move(project)).toEqual([
      'api copied it was changed by somebody else meanwhile',
      'web copied it was changed by somebody else meanwhile',
    ]);
    expect(values.get(old)).toBe('two');
  });

  it('does not overwrite what somebody else created meanwhile', async () => {
    const { project, values } = open((step, key, all) => {
      if (step === 'set' && key === own('api')) all.set(key, 'theirs');
    });
    expect(await move(project)).toEqual([
      'api failed CONFLICT',
      'web copied KEY for component api in stack dev is not at its new place',
    ]);
    expect([values.get(old), values.get(own('api'))]).toEqual(['one', 'theirs']);
  });

  it('says what it cannot know', async () => {
    const { project } = open();
    await expect(all(project, 'secrets/{{ .vars.nothing }}.yaml')).rejects.toMatchObject({ code: 'INVALID_CONFIG' });
    await expect(all(project, 'a.yaml', 'valt')).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: 'no secret here is kept in a SOPS vault "valt". Name one of: vault.',
    });
  });
});
