// What the tests of a file are called, so that a document may point at one and be held to it.
import ts from 'typescript';

const runners = new Set(['describe', 'it', 'test', 'suite']);
const separator = ' › ';

/**
 * Titles of the tests of a file with those of the groups around them, `group › test`; parameters stand as they are written (`%s`,
 * `$name`). Cases of the contract go by their id.
 *
 * @returns {Set<string>}
 */
export function testTitles(repo, path) {
  const titles = new Set();
  collect(repo.tree(path), [], titles);
  return titles;
}

function collect(node, groups, titles) {
  const named = ts.isCallExpression(node) ? namedTest(node) : undefined;
  if (named) titles.add([...groups, named].join(separator));
  const inside = named ? [...groups, named] : groups;
  ts.forEachChild(node, (child) => collect(child, inside, titles));
}

function namedTest({ expression, arguments: given }) {
  const [first] = given;
  if (!first) return undefined;
  const runner = runnerOf(expression);
  if (runner === 'contractCase') return idOf(first);
  return runners.has(runner) ? textOf(first) : undefined;
}

// `it`, `it.each(rows)`, `describe.each<T>(rows)`, `it.skipIf(x)`: the leftmost name tells.
function runnerOf(expression) {
  if (ts.isIdentifier(expression)) return expression.text;
  if (ts.isPropertyAccessExpression(expression) || ts.isCallExpression(expression)) return runnerOf(expression.expression);
  return ts.isTaggedTemplateExpression(expression) ? runnerOf(expression.tag) : '';
}

function idOf(node) {
  if (!ts.isObjectLiteralExpression(node)) return undefined;
  const id = node.properties.find((property) => property.name && 'text' in property.name && property.name.text === 'id');
  return id && ts.isPropertyAssignment(id) ? textOf(id.initializer) : undefined;
}

function textOf(node) {
  if (ts.isStringLiteralLike(node)) return node.text;
  return ts.isTemplateExpression(node) ? node.getText().slice(1, -1) : undefined;
}
