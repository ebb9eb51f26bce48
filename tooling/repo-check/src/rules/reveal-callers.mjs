// Plaintext leaves a secret through `.reveal()` only, so the reviewed list of its callers is the list of places to audit.
import ts from 'typescript';
import { published } from '../packages.mjs';
import { lineOfNode, nodesOf } from '../syntax.mjs';

/** @type {import('../repo.mjs').Rule} */
export function revealCallers(repo) {
  const allowed = repo.facts.reveal;
  const scattered = published(repo).flatMap(({ sources }) =>
    sources.flatMap((path) => {
      if (Object.keys(allowed).some((place) => path === place || path.startsWith(`${place}/`))) return [];
      const tree = repo.tree(path);
      return nodesOf(tree, reveals).map((node) => ({
        path,
        line: lineOfNode(tree, node),
        text: 'pass the Secret on; who may reveal stands, with the reason, in tooling/repo-check/data/reveal.json',
      }));
    }),
  );
  return [...scattered, ...staleEntries(repo, allowed)];
}

// A permission nobody uses is one that somebody will.
function staleEntries(repo, allowed) {
  const path = 'tooling/repo-check/data/reveal.json';
  return Object.entries(allowed).flatMap(([place, reason]) => {
    if (!reason) return [{ path, line: 1, text: `say why ${place} may reveal` }];
    const inPackage = repo.packages.some(({ dir }) => place.startsWith(`${dir}/`));
    const gone = inPackage && !repo.paths.some((file) => file === place || file.startsWith(`${place}/`));
    return gone ? [{ path, line: 1, text: `${place} is gone; remove its permission` }] : [];
  });
}

// A call, or the method taken off its secret; an option that is named `reveal` is neither.
function reveals(node) {
  if (ts.isPropertyAccessExpression(node)) return node.name.text === 'reveal' && isUsedAsMethod(node);
  if (ts.isElementAccessExpression(node))
    return ts.isStringLiteralLike(node.argumentExpression) && node.argumentExpression.text === 'reveal';
  return ts.isBindingElement(node) && (node.propertyName ?? node.name).getText() === 'reveal' && isCalled(node.name);
}

function isUsedAsMethod({ parent }) {
  return ts.isCallExpression(parent) || ts.isPropertyAccessExpression(parent) || ts.isVariableDeclaration(parent);
}

function isCalled(name) {
  const calls = nodesOf(name.getSourceFile(), ts.isCallExpression);
  return calls.some(({ expression }) => expression.getText() === name.getText());
}
