// Things that mean "not finished": they belong in a commit that finishes them.
import ts from 'typescript';
import { lineOfNode, nodesOf } from '../syntax.mjs';

const words = ['TODO', 'FIXME', 'XXX', '@ts-ignore', '@ts-nocheck', 'biome-ignore'];
const runners = new Set(['it', 'test', 'describe', 'suite', 'bench']);
const code = /\.(ts|mts|mjs|js)$/;

/** @type {import('../repo.mjs').Rule} */
export function noShortcuts(repo) {
  return repo.paths
    .filter((path) => code.test(path) && !(path in repo.facts.shortcuts))
    .flatMap((path) => [...markers(repo, path), ...constructs(repo, path)]);
}

function markers(repo, path) {
  return repo
    .read(path)
    .split('\n')
    .flatMap((text, index) => {
      const word = words.find((marker) => new RegExp(`(^|\\W)${marker}\\b`).test(text));
      return word ? [{ path, line: index + 1, text: `finish what "${word}" stands for` }] : [];
    });
}

function constructs(repo, path) {
  const tree = repo.tree(path);
  return nodesOf(tree, (node) => construct(node) !== undefined).map((node) => ({
    path,
    line: lineOfNode(tree, node),
    text: construct(node),
  }));
}

function construct(node) {
  if (ts.isAsExpression(node) && node.type.kind === ts.SyntaxKind.AnyKeyword) return 'replace "as any" by the type that is meant';
  if (ts.isCatchClause(node) && node.block.statements.length === 0)
    return 'an empty catch hides failures; handle it, or say in code what is returned';
  if (
    ts.isPropertyAccessExpression(node) &&
    runners.has(node.expression.getText().split('.')[0]) &&
    /^(skip|only|todo|fails)$/.test(node.name.text)
  ) {
    return `remove ".${node.name.text}"; every test runs, or says at run time why it cannot (skipIf)`;
  }
  return undefined;
}
