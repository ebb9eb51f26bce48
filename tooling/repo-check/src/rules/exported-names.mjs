// What a provider exports is spelt like its folder: who knows the folder knows the import.
import { entrySymbols } from '../entry-symbols.mjs';
import { providers } from '../packages.mjs';

/** @type {import('../repo.mjs').Rule} */
export function exportedNames(repo) {
  return providers(repo).flatMap(({ dir, id }) => {
    const entry = `${dir}/src/index.ts`;
    if (!repo.has(entry)) return [];
    const exported = new Set(entrySymbols(repo, entry).map(({ name }) => name));
    return namesFor(id, repo.facts.spellings)
      .filter((name) => !exported.has(name))
      .map((name) => ({ path: entry, line: 1, text: `export "${name}": names follow the folder "${id}"` }));
  });
}

/** The four names that a provider folder stands for. */
export function namesFor(id, spellings) {
  const pascal = spellings[id] ?? id.replace(/(?:^|-)(\w)/g, (_, letter) => letter.toUpperCase());
  const camel = pascal[0].toLowerCase() + pascal.slice(1);
  return [`create${pascal}`, `${pascal}Options`, `${pascal}Provider`, `${camel}Options`];
}
