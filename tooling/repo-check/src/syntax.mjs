// Questions about source text that several rules ask.
import ts from 'typescript';

/** Calls `visit` for a node and everything below it. */
export function walkTree(node, visit) {
  visit(node);
  ts.forEachChild(node, (child) => walkTree(child, visit));
}

/** All nodes of a file that a predicate picks. */
export function nodesOf(tree, picks) {
  const found = [];
  walkTree(tree, (node) => {
    if (picks(node)) found.push(node);
  });
  return found;
}

/** One-based line of a node. */
export function lineOfNode(tree, node) {
  return tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
}

/** One-based line on which a text first occurs, 1 when it does not. */
export function lineOfText(text, needle) {
  const index = text.indexOf(needle);
  return index === -1 ? 1 : text.slice(0, index).split('\n').length;
}

/**
 * Every module that a file names, with how: `static` loads it, `type` and `import-type` are erased, `dynamic` loads it when called.
 *
 * @returns {{ specifier: string, how: 'static' | 'type' | 'import-type' | 'dynamic', line: number }[]}
 */
export function importsOf(tree) {
  const found = [];
  walkTree(tree, (node) => {
    const named = namedModule(node);
    if (named) found.push({ ...named, line: lineOfNode(tree, node) });
  });
  return found;
}

function namedModule(node) {
  if (ts.isImportDeclaration(node))
    return { specifier: node.moduleSpecifier.text, how: node.importClause?.isTypeOnly ? 'type' : 'static' };
  if (ts.isExportDeclaration(node) && node.moduleSpecifier)
    return { specifier: node.moduleSpecifier.text, how: node.isTypeOnly ? 'type' : 'static' };
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
    return { specifier: node.argument.literal.text, how: 'import-type' };
  const isDynamic = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
  if (isDynamic && node.arguments[0] && ts.isStringLiteralLike(node.arguments[0]))
    return { specifier: node.arguments[0].text, how: 'dynamic' };
  return undefined;
}

/** The package part of a bare specifier: `@a/b/c` is `@a/b`. `undefined` for relative paths and builtins. */
export function packageNameOf(specifier) {
  if (specifier.startsWith('.') || specifier.startsWith('node:')) return undefined;
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}
