// Where a provider is put to the contract, and what it is let off: read from its tests, so that a table cannot claim more.
import ts from 'typescript';
import { lineOfNode, nodesOf } from './syntax.mjs';

/**
 * Every `describeContract(title, harness, { exempt })` of a test file.
 *
 * @returns {{ path: string, line: number, title: string, exempt: Record<string, string> | undefined }[]} `exempt` is `undefined`
 *   where the exemptions are not written out in place
 */
export function contractRuns(repo, path) {
  const tree = repo.tree(path);
  const calls = nodesOf(tree, (node) => ts.isCallExpression(node) && node.expression.getText(tree) === 'describeContract');
  return calls.map(({ arguments: [title, , options] }, index) => ({
    path,
    line: lineOfNode(tree, calls[index]),
    title: title && ts.isStringLiteralLike(title) ? title.text : (title?.getText(tree) ?? ''),
    exempt: options ? exemptionsIn(options) : {},
  }));
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
