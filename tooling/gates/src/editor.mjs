// What an editor shows of a package: TypeScript's language service on a program that uses it.
import { join } from 'node:path';
import ts from 'typescript';

const settings = {
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  target: ts.ScriptTarget.ES2024,
  strict: true,
  exactOptionalPropertyTypes: true,
  types: [],
};

/**
 * An editor with one unsaved file, which sees the packages that lie in `node_modules` of its folder.
 *
 * @param {string} folder
 */
export function openEditor(folder) {
  const path = join(folder, 'user.ts');
  let text = '';
  let version = 0;
  const { sys } = ts;
  /** @type {ts.LanguageServiceHost} */
  const host = {
    getScriptFileNames: () => [path],
    getScriptVersion: (name) => (name === path ? String(version) : '1'),
    getScriptSnapshot: (name) => {
      const found = name === path ? text : sys.readFile(name);
      return found === undefined ? undefined : ts.ScriptSnapshot.fromString(found);
    },
    getCurrentDirectory: () => folder,
    getCompilationSettings: () => settings,
    getDefaultLibFileName: (options) => ts.getDefaultLibFilePath(options),
    fileExists: (name) => name === path || sys.fileExists(name),
    readFile: (name) => (name === path ? text : sys.readFile(name)),
    readDirectory: sys.readDirectory,
    directoryExists: sys.directoryExists,
    getDirectories: sys.getDirectories,
    ...(sys.realpath && { realpath: sys.realpath }),
  };
  const service = ts.createLanguageService(host);

  return {
    /** Replaces the text, and returns the program as the compiler sees it. */
    write(next) {
      text = next;
      version += 1;
      const program = service.getProgram();
      const file = program?.getSourceFile(path);
      if (!program || !file) throw new Error('the language service has no program');
      return { checker: program.getTypeChecker(), file };
    },
    /** What is said of a name that is offered at a place; empty when it is not offered, or when nothing is said. */
    saidAt(position, name) {
      const details = service.getCompletionEntryDetails(path, position, name, {}, undefined, {}, undefined);
      return ts.displayPartsToString(details?.documentation);
    },
  };
}
