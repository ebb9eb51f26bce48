// Size budgets: what does not fit on a few screens is not reviewed. Raising one is a reviewed line in data/budgets.json.
import ts from 'typescript';
import { providers, published } from '../packages.mjs';
import { lineOfNode, nodesOf } from '../syntax.mjs';

const excuse = /^\/\/ line-budget: \S/m;

/** @type {import('../repo.mjs').Rule} */
export function lineBudgets(repo) {
  const { budgets } = repo.facts;
  const sources = repo.packages.flatMap((pkg) => pkg.sources);
  return [
    ...sources.flatMap((path) => longFile(repo, path, budgets.fileLines)),
    ...sources.flatMap((path) => longFunctions(repo, path, budgets.functionLines)),
    ...providers(repo).flatMap((pkg) => longProvider(repo, pkg, budgets)),
    ...median(repo, budgets.medianLines),
  ];
}

function longFile(repo, path, limit) {
  const text = repo.read(path);
  const lines = countLines(text);
  if (lines <= limit || excuse.test(text.split('\n', 5).join('\n'))) return [];
  return [
    { path, line: 1, text: `${lines} lines, ${limit} allowed: split it, or say why not in "// line-budget: …" at its head` },
  ];
}

function longFunctions(repo, path, limit) {
  const tree = repo.tree(path);
  return nodesOf(tree, isFunction)
    .map((node) => ({ line: lineOfNode(tree, node), lines: ownLines(tree, node) }))
    .filter(({ lines }) => lines > limit)
    .map(({ line, lines }) => ({
      path,
      line,
      text: `this function has ${lines} lines of its own, ${limit} allowed: name its steps`,
    }));
}

// A factory returns an object full of methods; each method answers for its own body, so only what remains is the factory's.
function ownLines(tree, node) {
  const inner = [];
  ts.forEachChild(node, function visit(child) {
    if (isFunction(child)) inner.push(child);
    else ts.forEachChild(child, visit);
  });
  return inner.reduce((lines, child) => lines - Math.max(0, span(tree, child) - 1), span(tree, node));
}

function span(tree, node) {
  const end = tree.getLineAndCharacterOfPosition(node.end).line;
  return end - tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
}

function longProvider(repo, { dir, id, sources }, { providerLines, providerExempt }) {
  const lines = sources.reduce((sum, path) => sum + countLines(repo.read(path)), 0);
  if (lines <= providerLines || providerExempt[id]) return [];
  return [
    {
      path: `${dir}/src/index.ts`,
      line: 1,
      text: `${lines} lines in src, ${providerLines} allowed: is core or the contract missing a tool?`,
    },
  ];
}

function median(repo, limit) {
  const lengths = published(repo)
    .flatMap(({ sources }) => sources.map((path) => countLines(repo.read(path))))
    .sort((a, b) => a - b);
  const middle = lengths[Math.floor(lengths.length / 2)] ?? 0;
  return middle < limit
    ? []
    : [{ path: 'packages', line: 1, text: `the median source file has ${middle} lines; under ${limit} is the target` }];
}

function countLines(text) {
  return text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
}

function isFunction(node) {
  return (ts.isFunctionLike(node) && 'body' in node && node.body !== undefined) || ts.isClassStaticBlockDeclaration(node);
}
