import { parse } from 'acorn';
import MagicString from 'magic-string';

/**
 * Puts the functions that are called into parentheses. V8 takes such a function for one that is called at once, and compiles it with
 * the text around it (https://v8.dev/blog/preparser#pife). Methods become such functions where nothing tells the difference.
 *
 * @param {string} code an ES module
 * @param {Set<string>} called functions and methods, as `start:end`
 */
export function addHints(code, called) {
  const text = new MagicString(code);
  const isCalled = ({ start, end }) => called.has(`${start}:${end}`);
  const isMovable = ({ start, end }) => !/\bsuper\b/.test(code.slice(start, end));
  visit(parse(code, { ecmaVersion: 'latest', sourceType: 'module', allowHashBang: true }));
  return text.toString();

  function visit(node, parent, owner) {
    if (isCalled(node)) hint(node, parent, owner);
    if (node.type === 'ClassBody') takeOutMethods(node);
    for (const child of Object.values(node).flat()) if (typeof child?.type === 'string') visit(child, node, parent);
  }

  function hint(node, parent, owner) {
    if (node.type === 'ArrowFunctionExpression' || node.type === 'FunctionExpression') wrap(node, '(', ')');
    else if (isHoisted(node, parent, owner)) moveUp(node, parent.body);
    else if (isMethod(node) && isMovable(node)) becomeProperty(node);
  }

  // A declaration is there before the first statement runs; what replaces it has to be so too.
  function moveUp(node, statements) {
    const { start } = statements.find(({ type }) => type !== 'ImportDeclaration');
    wrap(node, `var ${node.id.name}=(`, ');');
    // Inside an expression the name would be a constant of its own.
    text.remove(node.id.start, node.id.end);
    if (node.start !== start) text.move(node.start, node.end, start);
  }

  // Defined first of all, as the class itself would have done it: not enumerable, and replaceable.
  function takeOutMethods({ start, body }) {
    const hot = body.filter((member) => isPublicMethod(member) && isCalled(member) && isMovable(member));
    if (hot.length === 0) return;
    const top = start + 1;
    for (const method of hot) {
      becomeProperty(method);
      text.appendLeft(method.end, ',');
      if (method.start !== top) text.move(method.start, method.end, top);
    }
    // One that is at the top already ends up behind those that were moved there.
    const last = hot.find((method) => method.start === top) ?? hot.at(-1);
    const define = 'Object.defineProperty(this.prototype,key,{value,writable:true,configurable:true})';
    text.appendLeft(top, 'static{Object.entries({').appendLeft(last.end, `}).forEach(([key,value])=>${define})}`);
  }

  function becomeProperty({ start, key, value }) {
    if (value.async) text.remove(start, key.start);
    wrap(value, value.async ? ':(async function' : ':(function', ')');
  }

  function wrap({ start, end }, before, after) {
    text.prependRight(start, before);
    text.appendLeft(end, after);
  }
}

function isMethod({ type, method, computed, value }) {
  return type === 'Property' && method && !computed && !value.generator;
}

function isPublicMethod({ type, kind, static: isStatic, computed, key, value }) {
  return (
    type === 'MethodDefinition' && kind === 'method' && !isStatic && !computed && key.type === 'Identifier' && !value.generator
  );
}

// Directly in a module or in the body of a function, where `var` means the same scope.
function isHoisted({ type }, parent, owner) {
  if (type !== 'FunctionDeclaration') return false;
  return parent.type === 'Program' || (parent.type === 'BlockStatement' && /Function/.test(owner.type));
}
