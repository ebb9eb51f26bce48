// Where a provider is put to the contract, and what it is let off: read from its tests, so that a table cannot claim more.
import { basename } from 'node:path/posix';
import ts from 'typescript';
import { resolveRelative } from './resolve-relative.mjs';
import { importsOf, lineOfNode, nodesOf } from './syntax.mjs';

/**
 * Every `describeContract(title, harness, { exempt })` that a test file reaches, in itself or in a file of tests that it imports.
 *
 * @returns {{ path: string, title: string, at: string, exempt: Record<string, string> | undefined }[]} `path` is that of the test;
 *   `exempt` is `undefined` where the exemptions are not written out in place
 */
export function contractRuns(repo, path) {
  return [...reached(repo, path, new Set())].flatMap((file) => {
    const tree = repo.tree(file);
    const calls = nodesOf(tree, (node) => ts.isCallExpression(node) && node.expression.getText(tree) === 'describeContract');
    return calls.map((call) => {
      const [title, , options] = call.arguments;
      const at = `${file}:${lineOfNode(tree, call)}`;
      const named = title && ts.isStringLiteralLike(title) ? title.text : basename(path, '.test.ts');
      return { path, title: named, at, exempt: options ? exemptionsIn(options) : {} };
    });
  });
}

function reached(repo, path, seen) {
  if (seen.has(path)) return seen;
  seen.add(path);
  for (const { specifier } of importsOf(repo.tree(path))) {
    const file = specifier.startsWith('.') ? resolveRelative(repo, path, specifier) : undefined;
    if (file && repo.has(file) && /\/test\/.*\.ts$/.test(file)) reached(repo, file, seen);
  }
  return seen;
}

function exemptionsIn(options) {
  const fields = fieldsOf(options);
  if (!fields) return undefined;
  if (!('exempt' in fields)) return {};
  const exempt = fieldsOf(fields.exempt);
  if (!exempt) return undefined;
  const entries = Object.entries(exempt).map(([id, reason]) => [id, reason && ts.isStringLiteralLike(reason) && reason.text]);
  return entries.every(([, reason]) => typeof reason === 'string') ? Object.fromEntries(entries) : undefined;
}

/** The fields of an object literal by name, `undefined` where a spread could hide some; a field that is written short has no value. */
function fieldsOf(node) {
  if (!node || !ts.isObjectLiteralExpression(node) || node.properties.some(ts.isSpreadAssignment)) return undefined;
  const named = node.properties.map((property) => [
    property.name && 'text' in property.name ? property.name.text : '',
    ts.isPropertyAssignment(property) ? property.initializer : undefined,
  ]);
  return Object.fromEntries(named);
}
