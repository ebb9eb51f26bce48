// A library that prints may print a secret: only the command line has an output.
import ts from 'typescript';
import { published } from '../packages.mjs';
import { lineOfNode, nodesOf } from '../syntax.mjs';

/** @type {import('../repo.mjs').Rule} */
export function silentLibraries(repo) {
  return published(repo).flatMap(({ dir, sources, facts }) =>
    sources.flatMap((path) => {
      if (Object.keys(facts.prints).some((place) => `${path}/`.startsWith(`${dir}/${place}/`))) return [];
      const tree = repo.tree(path);
      return nodesOf(tree, prints).map((node) => ({
        path,
        line: lineOfNode(tree, node),
        text: `remove "${node.getText(tree)}"; return or throw instead`,
      }));
    }),
  );
}

function prints(node) {
  if (!ts.isPropertyAccessExpression(node)) return false;
  const owner = node.expression.getText();
  return (
    owner === 'console' || owner === 'globalThis.console' || (owner === 'process' && /^(stdout|stderr)$/.test(node.name.text))
  );
}
