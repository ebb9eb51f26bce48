import ts from 'typescript';

/**
 * Declarations in which every entry of an option table is documented by what the table says of it: the type of a table spells out its
 * texts, and no editor shows them otherwise. An entry that has a comment keeps it.
 *
 * @param {string} text of a `.d.ts` file
 */
export function documentOptions(text) {
  const file = ts.createSourceFile('index.d.ts', text, ts.ScriptTarget.Latest, true);
  const comments = [];
  const visit = (node) => {
    const said = ts.isPropertySignature(node) && ts.getJSDocCommentsAndTags(node).length === 0 && saidOf(node.type);
    if (said) comments.push({ at: node.getStart(), comment: commentOf(said, indentOf(text, node.getStart())) });
    ts.forEachChild(node, visit);
  };
  visit(file);
  return comments.reduceRight((all, { at, comment }) => all.slice(0, at) + comment + all.slice(at), text);
}

/** The texts of an entry, if it is one: only entries have both a type and a description that are literals. */
function saidOf(type) {
  if (!type || !ts.isTypeLiteralNode(type)) return undefined;
  const literals = type.members.flatMap(({ name, type: value }) =>
    value && ts.isLiteralTypeNode(value) && ts.isLiteralExpression(value.literal) ? [[name.text, value.literal]] : [],
  );
  const { type: kind, description, env, default: fallback } = Object.fromEntries(literals);
  if (!kind || !description) return undefined;
  return { description: description.text, env: env?.text, fallback: fallback?.getText() };
}

function commentOf({ description, env, fallback }, indent) {
  const lines = [
    description,
    ...(env === undefined ? [] : ['', `From the environment: \`${env}\`.`]),
    ...(fallback === undefined ? [] : ['', `@default ${fallback}`]),
  ].map((line) => line.replaceAll('*/', '*\\/'));
  if (lines.length === 1) return `/** ${lines[0]} */\n${indent}`;
  return `/**\n${lines.map((line) => `${indent} *${line && ` ${line}`}\n`).join('')}${indent} */\n${indent}`;
}

function indentOf(text, at) {
  return /[ \t]*$/.exec(text.slice(0, at))?.[0] ?? '';
}
