// `docs/atmos-parity.md` as data: its rows, the tests that they name, and what is open.

const row = /^\| ([A-Z]\d\d) \| (.*) \|$/;
const testFile = /\[[^\]]*\]\(([^)]+)\)/;
const title = /“([^”]+)”/g;

/**
 * Rows of the tables, ids of the open ones, and the line that counts them.
 *
 * @param {string} text
 */
export function parityPage(text) {
  const lines = text.split('\n').map((content, index) => ({ content, line: index + 1 }));
  const openFrom = lines.find(({ content }) => content === '## Open')?.line ?? Number.POSITIVE_INFINITY;
  const rows = lines.flatMap(({ content, line }) => {
    const [, id, rest] = row.exec(content.replace(/ {2,}/g, ' ')) ?? [];
    return id === undefined ? [] : [rowOf(id, rest, line)];
  });
  const open = lines
    .filter(({ line }) => line > openFrom)
    .flatMap(({ content, line }) => [...content.matchAll(/\b[A-Z]\d\d\b/g)].map(([id]) => ({ id, line })));
  return { rows, open, counts: lines.find(({ content }) => /^\d+ rows are covered, /.test(content)) };
}

function rowOf(id, rest, line) {
  const [feature = '', state = '', proof = ''] = rest.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'));
  return { id, feature, state, line, says: proof, tests: testsIn(proof) };
}

// Each file with the titles up to the next file.
function testsIn(proof) {
  return proof.split(/(?=\[[^\]]*\]\()/).flatMap((part) => {
    const [, target] = testFile.exec(part) ?? [];
    return target === undefined ? [] : [{ target, titles: [...part.matchAll(title)].map(([, name]) => name) }];
  });
}
