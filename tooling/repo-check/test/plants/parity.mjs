// Violations in the table of features, which names the test that shows each.
const page = 'docs/atmos-parity.md';
const test = 'packages/core/test/secret.test.ts';
const tests = "describe('a secret', () => {\n  it.each([1])('is | read as %s', () => {});\n});\ncontractCase({ id: 'get/a' });\n";
const named = '[core](../packages/core/test/secret.test.ts)';
const good = `${named} “a secret › is \\| read as %s”, “get/a”`;

/** A page of one covered row, one that is partly, and one that is open, with a part changed. */
const text = ({
  row = `| A01 | Reading. | covered | ${good} |`,
  partly = `${good}. Missing: more`,
  open = 'A03',
  count = '1, 1, 1',
} = {}) => {
  const [covered, half, rest] = count.split(', ');
  return `${covered} rows are covered, ${half} partly, ${rest} are open.\n\n${row}\n| A02 | More. | partly | ${partly} |\n\n## Open\n\n- ${open}\n`;
};
const plant = (name, part, says, files = {}) => ({
  rule: 'parity-tests',
  name,
  files: { [test]: tests, [page]: text(part), ...files },
  says,
});

export const goodParity = { [test]: tests, [page]: text() };

export const parityPlants = [
  plant('a test that is gone', {}, 'A01 names ../packages/core/test/secret.test.ts, which is not there', {
    [test]: null,
    [page]: text({ partly: `[x](../packages/core/README.md) “x”. Missing: x` })
      .replace(/.*A02.*\n/, '')
      .replace('A03', 'A02')
      .replace('1 partly', '0 partly'),
  }),
  plant(
    'a title that is gone',
    { row: `| A01 | x | covered | ${named} “a secret › is told” |` },
    '“a secret › is told”, which is no test',
  ),
  plant('a title without its group', { row: `| A01 | x | covered | ${named} “is \\| read as %s” |` }, 'which is no test'),
  plant('a file without a title', { row: `| A01 | x | covered | ${named} |` }, 'names no title'),
  plant('no test at all', { row: '| A01 | x | covered | see there |' }, 'names no test'),
  plant('a state of its own', { row: `| A01 | x | nearly | ${good} |`, count: '0, 1, 1' }, 'covered or partly'),
  plant('a part without what is missing', { partly: good }, 'A02 says what is "Missing:"'),
  plant(
    'a covered row that misses something',
    { row: `| A01 | x | covered | ${good}. Missing: x |` },
    'A01 says what is "Missing:"',
  ),
  plant('a row that stands twice', { open: 'A02, A03', count: '1, 1, 2' }, 'A02 stands twice'),
  plant('a row that is left out', { open: 'A04' }, 'A03 is neither'),
  plant('a count that is wrong', { count: '2, 1, 1' }, 'write "1 rows are covered, 1 partly, 1 are open."'),
];
