/**
 * An esbuild plugin that loads Node's builtins at their first use.
 *
 * A static `import` of a builtin evaluates it, and its ESM facade reads every export, getters included: `node:process` and `node:util`
 * alone pull in thirty internal modules that a command line never uses. Here a function becomes a small one that loads the builtin when
 * it is called; the others are read when the bundle starts, and only if they are used.
 */
export const lazyBuiltins = {
  name: 'lazy-builtins',
  setup(build) {
    // One copy for each importer, so that what one part of a bundle needs at its start is not read at the start of another.
    build.onResolve({ filter: /^node:/ }, ({ path, importer }) => ({
      path: `${path} ${importer}`,
      namespace: 'lazy-builtin',
      sideEffects: false,
    }));
    build.onLoad({ filter: /.*/, namespace: 'lazy-builtin' }, ({ path }) => ({
      contents: moduleOf(path.slice(0, path.indexOf(' '))),
    }));
  },
};

const defaultExport = 'export default /* @__PURE__ */ new Proxy({}, { get: (_, name) => load()[name] });';

function moduleOf(path) {
  const exported = Object.entries(process.getBuiltinModule(path)).filter(
    ([name]) => /^[A-Za-z_]\w*$/.test(name) && name !== 'default',
  );
  return [
    `const load = () => globalThis.process.getBuiltinModule(${JSON.stringify(path)});`,
    'const pick = (name) => load()[name];',
    path === 'node:process' ? 'export default globalThis.process;' : defaultExport,
    ...exported.map(([name, value]) => lineOf(name, value)),
  ].join('\n');
}

const ofEveryFunction = new Set(['length', 'name', 'prototype', 'arguments', 'caller']);

// Classes and constants cannot be wrapped; names in upper case are what tells a class from a function.
function lineOf(name, value) {
  const wrapped = typeof value === 'function' && /^[a-z]/.test(name);
  const stand = wrapped ? standIn(name, value) : `/* @__PURE__ */ pick(${JSON.stringify(name)})`;
  return `const ${name}_ = ${stand};\nexport { ${name}_ as ${name} };`;
}

// Some functions have others beside them, such as `realpathSync.native`, which a plain wrapper would lose.
function standIn(name, value) {
  const wrapper = `(...args) => load().${name}(...args)`;
  if (Reflect.ownKeys(value).every((key) => ofEveryFunction.has(key))) return wrapper;
  return `/* @__PURE__ */ new Proxy(${wrapper}, { get: (_, key) => load().${name}[key] })`;
}
