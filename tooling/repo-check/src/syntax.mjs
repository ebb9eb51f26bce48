// Questions about source text that several rules ask.
import ts from 'typescript';

/** Calls `visit` for a node and everything below it. */
function walkTree(node, visit) {
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

/** One-based line of a top-level field of a manifest, 1 when it is not there. */
export function lineOfField(manifest, field) {
  return manifest.split('\n').findIndex((line) => line.startsWith(`  "${field}":`)) + 1 || 1;
}

/** One-based line on which a text first occurs, 1 when it does not. */
export function lineOfText(text, needle) {
  return text.split('\n').findIndex((line) => line.includes(needle)) + 1 || 1;
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
  const found = moduleNode(node);
  return found && ts.isStringLiteralLike(found.module) ? { specifier: found.module.text, how: found.how } : undefined;
}

function moduleNode(node) {
  if (ts.isImportDeclaration(node))
    return { module: node.moduleSpecifier, how: node.importClause?.isTypeOnly ? 'type' : 'static' };
  if (ts.isExportDeclaration(node))
    return node.moduleSpecifier && { module: node.moduleSpecifier, how: node.isTypeOnly ? 'type' : 'static' };
  if (ts.isImportTypeNode(node))
    return ts.isLiteralTypeNode(node.argument) ? { module: node.argument.literal, how: 'import-type' } : undefined;
  const isDynamic =
    ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword && node.arguments.length > 0;
  return isDynamic ? { module: node.arguments[0], how: 'dynamic' } : undefined;
}

/** The package part of a bare specifier: `@a/b/c` is `@a/b`. `undefined` for relative paths and builtins. */
export function packageNameOf(specifier) {
  if (specifier.startsWith('.') || specifier.startsWith('node:')) return undefined;
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}
