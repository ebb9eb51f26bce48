// The types teach: an editor shows documentation for every option of every exported function, and for every member of what is exported.
import { join } from 'node:path';
import ts from 'typescript';
import { openEditor } from '../editor.mjs';

/** @type {import('../gate.mjs').Gate} */
export async function docsGate({ packed, scratch, budgets, log }) {
  const editor = openEditor(join(scratch, 'unpacked'));
  const problems = [];
  for (const { name, folder, manifest } of packed) {
    const entries = Object.entries(manifest.exports ?? {}).filter(([, target]) => target.types !== undefined);
    let looked = 0;
    for (const [subpath] of entries) {
      const found = lookAt(editor, name + subpath.slice(1), folder, budgets.docs.skip);
      looked += found.length;
      problems.push(
        ...found.filter(({ documented }) => !documented).map(({ what }) => `${what} has no documentation in the editor`),
      );
    }
    if (entries.length > 0) log(`${name}: ${looked} options and members looked at`);
  }
  return problems;
}

/** Every place where an editor offers names of the package, with what it says of them. */
function lookAt(editor, specifier, folder, skip) {
  const head = `import * as entry from '${specifier}';\n`;
  const { checker, file } = editor.write(head);
  const module = checker.getSymbolAtLocation(file.statements[0].moduleSpecifier);
  if (!module) return [{ what: specifier, documented: false }];
  const exported = checker.getExportsOfModule(module);
  const places = exported.filter(({ name }) => !skip[name]).flatMap((symbol) => placesOf(symbol, checker, file, folder));
  // All in one text, which is parsed and checked once.
  const text = places.reduce((all, { before, after }) => `${all}${before}${after}\n`, head);
  editor.write(text);
  let at = head.length;
  return places.flatMap(({ before, after, owner, names }) => {
    const position = at + before.length;
    at = position + after.length + 1;
    return names.map((name) => ({ what: `${specifier}: ${owner}.${name}`, documented: editor.saidAt(position, name) !== '' }));
  });
}

/** @typedef {{ before: string, after: string, owner: string, names: string[] }} Place where names are offered between the two texts */

/** @returns {Place[]} the objects that a function takes, or what an exported type holds */
function placesOf(symbol, checker, file, folder) {
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  if (target.flags & ts.SymbolFlags.Function) {
    const [signature] = checker.getTypeOfSymbolAtLocation(target, file).getCallSignatures();
    return signature.parameters.map((parameter, index) => {
      const type = checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(parameter, file));
      const names = membersOf(type, checker, folder).map(({ name }) => name);
      const before = `entry.${symbol.name}(${'null!, '.repeat(index)}{ `;
      return { before, after: '});', owner: `${symbol.name}(${parameter.name.replace(/^__\d+$/, '…')})`, names };
    });
  }
  if (!(target.flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.TypeAlias))) return [];
  const methods = membersOf(checker.getDeclaredTypeOfSymbol(target), checker, folder).filter(
    (member) => checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(member, file)).getCallSignatures().length > 0,
  );
  const args = (target.declarations[0].typeParameters ?? []).map(() => 'any').join(', ');
  const before = `(null! as entry.${symbol.name}${args && `<${args}>`}).`;
  return [{ before, after: ';', owner: symbol.name, names: methods.map(({ name }) => name) }];
}

/** The members that the package declares; those of the language and of other packages are not ours to describe. */
function membersOf(type, checker, folder) {
  if (!(type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection))) return [];
  return checker.getPropertiesOfType(type).filter(({ name, declarations = [] }) => {
    // What a mapped type makes may be declared nowhere.
    const ours = declarations.length === 0 || declarations.some((node) => node.getSourceFile().fileName.startsWith(folder));
    return ours && !name.startsWith('__@');
  });
}
