// One name in its spellings: those of the template, and those of the new provider.

/** The kind that an id suggests. */
export function defaultKind(id) {
  return id.replace('-', '/');
}

/** The words that an id suggests. */
export function defaultName(id) {
  return id.replaceAll(/(?:^|-)(\w)/g, (match, letter) => (match.startsWith('-') ? ' ' : '') + letter.toUpperCase());
}

/**
 * Every spelling in the template with what takes its place. The template is a package with the id `example-vault`, so that it can be read,
 * formatted and linted as what it becomes.
 *
 * @param {{ id: string, kind: string, name: string, sdk?: { package: string }, spellings: Record<string, string> }} provider
 * @returns {Record<string, string>}
 */
function substitutes({ id, kind, name, sdk, spellings }) {
  const pascal = spellings[id] ?? id.replace(/(?:^|-)(\w)/g, (_, letter) => letter.toUpperCase());
  return {
    'example-vault': id,
    'example/vault': kind,
    'Example Vault': name,
    ExampleVault: pascal,
    exampleVault: pascal[0].toLowerCase() + pascal.slice(1),
    EXAMPLE_VAULT: id.replaceAll('-', '_').toUpperCase(),
    'example-sdk': sdk?.package ?? 'example-sdk',
  };
}

/** Makes the function that writes a text of the template for a provider. In one pass: a name may contain another spelling. */
export function createSpeller(provider) {
  const table = substitutes(provider);
  const any = new RegExp(Object.keys(table).join('|'), 'g');
  return (text) => text.replace(any, (found) => table[found]);
}
