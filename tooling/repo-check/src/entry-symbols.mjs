// What an entry exports, followed through its re-exports to the declarations.
import ts from 'typescript';
import { resolveRelative } from './resolve-relative.mjs';

/**
 * @returns {{ name: string, path: string, node: ts.Node }[]} exported name and its declaration;
 *   re-exports of other packages are left out, their own entry answers for them.
 */
export function entrySymbols(repo, path, seen = new Set()) {
  if (seen.has(path)) return [];
  seen.add(path);
  return repo.tree(path).statements.flatMap((statement) => {
    if (ts.isExportDeclaration(statement)) return reExported(repo, path, statement, seen);
    return isExported(statement) ? declared(statement).map((name) => ({ name, path, node: statement })) : [];
  });
}

function reExported(repo, path, statement, seen) {
  const { moduleSpecifier, exportClause } = statement;
  const from = moduleSpecifier ? resolveRelative(repo, path, moduleSpecifier.text) : path;
  if (!from) return [];
  if (!exportClause) return entrySymbols(repo, from, seen);
  if (!ts.isNamedExports(exportClause)) return [];
  return exportClause.elements.flatMap((element) => {
    const original = (element.propertyName ?? element.name).text;
    const found = findDeclaration(repo, from, original);
    return found ? [{ ...found, name: element.name.text }] : [];
  });
}

function findDeclaration(repo, path, name) {
  const tree = repo.tree(path);
  const node = tree.statements.find((statement) => declared(statement).includes(name));
  return node ? { path, node } : entrySymbols(repo, path).find((symbol) => symbol.name === name);
}

function declared(statement) {
  if (ts.isVariableStatement(statement)) return statement.declarationList.declarations.map(({ name }) => name.getText());
  return statement.name ? [statement.name.text] : [];
}

function isExported(statement) {
  return statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
}
