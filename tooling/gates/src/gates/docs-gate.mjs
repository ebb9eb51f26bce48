// The types teach: an editor shows documentation for every method of what is exported, and for every option that a function or method
// takes.
import { realpathSync } from 'node:fs';
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
      const found = lookAt(editor, name + subpath.slice(1), realpathSync(folder), budgets.docs.skip);
      looked += found.length;
      problems.push(
        ...found.filter(({ documented }) => !documented).map(({ what }) => `${what} has no documentation in the editor`),
      );
    }
    if (entries.length > 0) log(`${name}: ${looked} options and methods looked at`);
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
  const places = exported.flatMap((symbol) => placesOf(symbol, { checker, file, folder, skip }));
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

/** @returns {Place[]} the objects that a function takes, or the methods of a type and the objects that those take */
function placesOf(symbol, look) {
  const { checker, file } = look;
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  if (target.flags & ts.SymbolFlags.Function) {
    return placesOfCall(checker.getTypeOfSymbolAtLocation(target, file), `entry.${symbol.name}`, symbol.name, look);
  }
  if (!(target.flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.TypeAlias))) return [];
  const methods = membersOf(checker.getDeclaredTypeOfSymbol(target), look).flatMap((member) => {
    const type = checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(member, file));
    return type.getCallSignatures().length > 0 ? [{ name: member.name, type }] : [];
  });
  const args = (target.declarations[0].typeParameters ?? []).map(() => 'any').join(', ');
  const before = `(null! as entry.${symbol.name}${args && `<${args}>`}).`;
  return [
    { before, after: ';', owner: symbol.name, names: methods.map(({ name }) => name) },
    ...methods.flatMap(({ name, type }) => placesOfCall(type, `${before}${name}!`, `${symbol.name}.${name}`, look)),
  ];
}

/** @returns {Place[]} one for each object that the first signature takes */
function placesOfCall(type, callee, owner, look) {
  const { checker, file } = look;
  const [signature] = type.getCallSignatures();
  return signature.parameters.flatMap((parameter, index) => {
    const taken = checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(parameter, file));
    const name = parameter.name.replace(/^__\d+$/, '…');
    return placesOfObject(taken, `${callee}(${'null!, '.repeat(index)}{ `, '});', `${owner}(${name})`, look);
  });
}

/** @returns {Place[]} the object itself, and the plain objects in it */
function placesOfObject(type, before, after, owner, look, depth = 0) {
  const { checker, file } = look;
  const members = membersOf(type, look);
  const inner = members.flatMap((member) => {
    const held = checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(member, file));
    // A class or a function is made elsewhere, and an object that holds itself is looked at once.
    if (depth > 0 || held.getCallSignatures().length > 0) return [];
    return placesOfObject(held, `${before}${member.name}: { `, `}${after}`, `${owner}.${member.name}`, look, depth + 1);
  });
  return members.length === 0 ? [] : [{ before, after, owner, names: members.map(({ name }) => name) }, ...inner];
}

/** The members that the package declares and that are not excepted; those of the language and of others are not ours to describe. */
function membersOf(type, { checker, folder, skip }) {
  if (!(type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection))) return [];
  return checker.getPropertiesOfType(type).filter(({ name, declarations = [] }) => {
    // What a mapped type makes may be declared nowhere.
    const ours = declarations.length === 0 || declarations.some((node) => node.getSourceFile().fileName.startsWith(folder));
    return ours && !name.startsWith('__@') && !declarations.some(({ parent }) => skip[parent.name?.text]);
  });
}
