// A feature counts as covered while a test shows it: one that is renamed or removed takes its claim along.
import { join } from 'node:path/posix';
import { parityPage } from '../parity-page.mjs';
import { testTitles } from '../test-titles.mjs';

const path = 'docs/atmos-parity.md';

/** @type {import('../repo.mjs').Rule} */
export function parityTests(repo) {
  if (!repo.has(path)) return [];
  const page = parityPage(repo.read(path));
  const findings = [...page.rows.flatMap((row) => claims(repo, row)), ...numbering(page), ...counting(page)];
  return findings.map((finding) => ({ path, ...finding }));
}

function claims(repo, { id, state, line, says, tests }) {
  const wrong = (text) => ({ line, text: `${id} ${text}` });
  if (state !== 'covered' && state !== 'partly') return [wrong('is covered or partly; what is open stands under "## Open"')];
  if (tests.length === 0) return [wrong('names no test: [name](file) “title”')];
  const missing = tests.flatMap(({ target, titles }) => missingTests(repo, target, titles)).map(wrong);
  if ((state === 'partly') !== says.includes('Missing:'))
    missing.push(wrong('says what is "Missing:" when it is partly, and only then'));
  return missing;
}

function missingTests(repo, target, titles) {
  const file = join('docs', target);
  if (!repo.has(file)) return [`names ${target}, which is not there`];
  if (titles.length === 0) return [`names no title of a test in ${target}`];
  const known = testTitles(repo, file);
  return titles.filter((title) => !known.has(title)).map((title) => `names “${title}”, which is no test of ${target}`);
}

// Every row has one place, and no row is left out.
function numbering({ rows, open }) {
  const all = [...rows, ...open];
  const ids = new Set(all.map(({ id }) => id));
  const twice = all
    .filter(({ id }, index) => all.findIndex((other) => other.id === id) !== index)
    .map(({ id, line }) => ({ line, text: `${id} stands twice` }));
  const gaps = [...ids].flatMap((id) => {
    const before = `${id[0]}${String(Number(id.slice(1)) - 1).padStart(2, '0')}`;
    return before.endsWith('00') || ids.has(before) ? [] : [{ line: 1, text: `${before} is neither in a table nor open` }];
  });
  return [...twice, ...gaps];
}

function counting({ rows, open, counts }) {
  const of = (wanted) => rows.filter(({ state }) => state === wanted).length;
  const text = `${of('covered')} rows are covered, ${of('partly')} partly, ${open.length} are open.`;
  return counts?.content === text ? [] : [{ line: counts?.line ?? 1, text: `write "${text}"` }];
}
