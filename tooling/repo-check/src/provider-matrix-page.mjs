// `docs/provider-matrix.md`: one row for each provider in every table, so that two backends can be compared at a glance.
import { limitsInWords } from './limits-text.mjs';
import { markdownTable } from './markdown-table.mjs';

/**
 * The page, from the rows of all providers.
 *
 * @param {import('./provider-rows.mjs').ProviderRow[]} rows
 */
export function providerMatrixPage(rows) {
  return `# Provider matrix

<!-- Made from manifests, built packages and tests by \`pnpm repo-check --fix\`. Do not edit. -->

What each backend can do, and what proved it. A provider passes every case of the contract of
[@keyrack/testing](../packages/testing/README.md) that its methods and limits call for; what it is let off stands
[below](#exemptions) with the reason.

## Packages

${packages(rows)}

## Operations

A method that is missing is an operation that the backend does not have.

${operations(rows)}

## Limits

Of a provider that is made without more than the options it requires.

${limits(rows)}

## Proof

The contract runs at every change in the process of the tests, against an emulator where the backend has a wire. The command
\`npm run test:live\` runs it against servers that others wrote, at versions that are pinned in
[tooling/live-servers](../tooling/live-servers/README.md). "never" stands where no live suite has tried a provider yet.

${proof(rows)}

## Exemptions

${exemptions(rows)}
`;
}

function packages(rows) {
  const cells = rows.map(({ dir, manifest: { name, keyrack } }) => [
    [keyrack.kind]
      .flat()
      .map((kind) => `\`${kind}\``)
      .join(', '),
    `[${name}](../${dir}/README.md)`,
    keyrack.stability,
    keyrack.maintainer,
    keyrack.since,
  ]);
  return markdownTable(['Kind', 'Package', 'Stability', 'Maintainer', 'Since'], cells);
}

function operations(rows) {
  const all = [...new Set(rows.flatMap(({ built }) => built.operations))];
  return markdownTable(
    ['', ...all.map((name) => `\`${name}\``)],
    rows.map((row) => [row.id, ...all.map((name) => (row.built.operations.includes(name) ? 'yes' : ''))]),
  );
}

function limits(rows) {
  const words = rows.map(({ built }) => limitsInWords(built.limits));
  const head = Object.keys(words[0] ?? {});
  return markdownTable(
    ['', ...head],
    rows.map((row, index) => [row.id, ...head.map((name) => words[index][name])]),
  );
}

function proof(rows) {
  const cells = rows.map((row) => [
    row.id,
    near(row),
    row.live.map(({ server, version, path }) => `[${server} ${version}](../${path})`).join(', ') || 'never',
    String(exempted(row).length),
  ]);
  return markdownTable(['', 'Here', 'Server that others wrote', 'Exemptions'], cells);
}

function near({ emulated, near: runs }) {
  const paths = [...new Set(runs.map(({ path }) => path))];
  return paths.map((path) => `[${emulated ? 'emulator' : 'in process'}](../${path})`).join(', ') || 'never';
}

function exemptions(rows) {
  const cells = rows.flatMap((row) =>
    exempted(row).map(({ id, reason, path, title }) => [row.id, `[${title}](../${path})`, `\`${id}\``, reason]),
  );
  return cells.length === 0 ? 'None.' : markdownTable(['', 'On', 'Case', 'Reason'], cells);
}

function exempted({ near: here, live }) {
  return [...here, ...live].flatMap(({ exempt, path, title }) =>
    Object.entries(exempt).map(([id, reason]) => ({ id, reason, path, title })),
  );
}
