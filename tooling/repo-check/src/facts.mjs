// The reviewed data that rules compare with: a change there is a decision, not a repair.
import { readFileSync } from 'node:fs';

/** Reads every data file of this package. */
export function readFacts() {
  return {
    packages: data('packages'),
    reveal: data('reveal'),
    budgets: data('budgets'),
    headings: data('headings'),
    spellings: data('spellings'),
    shortcuts: data('shortcuts'),
  };
}

function data(name) {
  return JSON.parse(readFileSync(new URL(`../data/${name}.json`, import.meta.url), 'utf8'));
}
