import { parse } from 'acorn';
import MagicString from 'magic-string';

/**
 * Puts the functions that are called into parentheses. V8 takes such a function for one that is called at once, and compiles it with
 * the text around it (https://v8.dev/blog/preparser#pife). Methods of classes have no such form and stay as they are.
 *
 * @param {string} code an ES module
 * @param {Set<string>} called functions and methods, as `start:end`
 */
export function addHints(code, called) {
  const text = new MagicString(code);
  visit(parse(code, { ecmaVersion: 'latest', sourceType: 'module', allowHashBang: true }));
  return text.toString();

  function visit(node, parent, owner) {
    if (called.has(`${node.start}:${node.end}`)) hint(node, parent, owner);
    for (const child of Object.values(node).flat()) if (typeof child?.type === 'string') visit(child, node, parent);
  }

  function hint(node, parent, owner) {
    if (node.type === 'ArrowFunctionExpression' || node.type === 'FunctionExpression') wrap(node, '(', ')');
    else if (isHoisted(node, parent, owner)) moveUp(node, parent.body);
    else if (isMethod(node) && !/\bsuper\b/.test(code.slice(node.start, node.end))) becomeProperty(node);
  }

  // A declaration is there before the first statement runs; what replaces it has to be so too.
  function moveUp(node, statements) {
    const { start } = statements.find(({ type }) => type !== 'ImportDeclaration');
    wrap(node, `var ${node.id.name}=(`, ');');
    // Inside an expression the name would be a constant of its own.
    text.remove(node.id.start, node.id.end);
    if (node.start !== start) text.move(node.start, node.end, start);
  }

  function becomeProperty({ start, key, value }) {
    wrap(value, value.async ? ':(async function' : ':(function', ')');
    if (value.async) text.remove(start, key.start);
  }

  function wrap({ start, end }, before, after) {
    text.prependRight(start, before);
    text.appendLeft(end, after);
  }
}

function isMethod({ type, method, computed, value }) {
  return type === 'Property' && method && !computed && !value.generator;
}

// Directly in a module or in the body of a function, where `var` means the same scope.
function isHoisted({ type }, parent, owner) {
  if (type !== 'FunctionDeclaration') return false;
  return parent.type === 'Program' || (parent.type === 'BlockStatement' && /Function/.test(owner.type));
}
