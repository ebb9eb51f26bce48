/**
 * How much a file may make of itself. A few lines of aliases, imports, templates or links can stand for more than any machine has; each
 * limit is far above what projects need and low enough to be met within a second.
 */
export const limits = {
  /** Levels of lists and maps, of files that include or import each other, and of templates: what walks them uses the stack. */
  depth: 200,
  /** Values that the aliases of one file unfold to; as many as YAML in Go lets pass in any case. */
  aliasedValues: 400_000,
  /** Files that one file includes, those that they include among them. */
  includedFiles: 1000,
  includedCharacters: 16_000_000,
  includedValues: 1_000_000,
  /** Imports that one stack manifest leads to. */
  imports: 10_000,
  /** Imports of the main configuration. */
  mainImports: 1000,
  /** Values of a manifest and of what it imports, before they are merged. */
  importedValues: 2_000_000,
  /** Components that one inherits from, directly or not. */
  bases: 1000,
  listItems: 100_000,
  globCharacters: 1000,
  /** Words and brackets inside of one `{{ }}`. */
  actionWords: 500,
  /** Names that a template renders, as long as paths may be. */
  nameCharacters: 4096,
  /** What a template may add to its own length. */
  renderedCharacters: 1_000_000,
  /** Folders that a walk reaches through links, which have as many paths as there are orders of them when they lead to each other. */
  linkedFolders: 1000,
  /** Files and folders below one folder. */
  walkedEntries: 1_000_000,
} as const;
