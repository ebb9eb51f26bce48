import { describe, expect, it } from 'vitest';
import { rules, runRules } from '../src/rules.mjs';
import { plantedRepo } from './good-repo.mjs';
import { documentPlants } from './plants/documents.mjs';
import { packagePlants } from './plants/packages.mjs';
import { goodParity, parityPlants } from './plants/parity.mjs';
import { sourcePlants } from './plants/sources.mjs';

const plants = [...packagePlants, ...sourcePlants, ...documentPlants, ...parityPlants];

it('finds nothing in a repository that keeps the rules', () => {
  expect(runRules(plantedRepo())).toEqual([]);
});

it('finds nothing in a table of features whose tests are there', () => {
  expect(runRules(plantedRepo({ files: goodParity }))).toEqual([]);
});

it('takes an option for what it is, even if it is called like the method', () => {
  const text = 'export const x = (options, { reveal }) => options.reveal === true || reveal;\n';
  expect(runRules(plantedRepo({ files: { 'packages/core/src/options.ts': text } }))).toEqual([]);
});

it('plants a violation of every rule', () => {
  expect(new Set(plants.map(({ rule }) => rule))).toEqual(new Set(Object.keys(rules)));
});

describe.each(Object.entries(rules))('%s', (rule, check) => {
  it.each(plants.filter((plant) => plant.rule === rule))('finds $name', (plant) => {
    const findings = check(plantedRepo(plant)).map(({ path, line, text }) => `${path}:${line}: ${text}`);
    expect(findings).toEqual([expect.stringContaining(plant.says ?? plant.at)]);
    expect(findings[0]).toContain(plant.at ?? plant.says);
  });
});
