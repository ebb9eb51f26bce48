// Every rule by the name that findings carry. A new rule is a file, a line here and a test with a planted violation.
import { changesets } from './rules/changesets.mjs';
import { dependencyLists } from './rules/dependency-lists.mjs';
import { docComments } from './rules/doc-comments.mjs';
import { documentLinks } from './rules/document-links.mjs';
import { exportedNames } from './rules/exported-names.mjs';
import { generatedDocs } from './rules/generated-docs.mjs';
import { importDirections } from './rules/import-directions.mjs';
import { lazySdk } from './rules/lazy-sdk.mjs';
import { lineBudgets } from './rules/line-budgets.mjs';
import { manifestFields } from './rules/manifest-fields.mjs';
import { noShortcuts } from './rules/no-shortcuts.mjs';
import { parityTests } from './rules/parity-tests.mjs';
import { portableCore } from './rules/portable-core.mjs';
import { readmeHeadings } from './rules/readme-headings.mjs';
import { requiredFiles } from './rules/required-files.mjs';
import { revealCallers } from './rules/reveal-callers.mjs';
import { silentLibraries } from './rules/silent-libraries.mjs';
import { sourceLayout } from './rules/source-layout.mjs';
import { turboTasks } from './rules/turbo-tasks.mjs';

/** @type {Readonly<Record<string, import('./repo.mjs').Rule>>} */
export const rules = {
  'required-files': requiredFiles,
  'manifest-fields': manifestFields,
  'dependency-lists': dependencyLists,
  'turbo-tasks': turboTasks,
  'exported-names': exportedNames,
  'doc-comments': docComments,
  'import-directions': importDirections,
  'portable-core': portableCore,
  'lazy-sdk': lazySdk,
  'source-layout': sourceLayout,
  'silent-libraries': silentLibraries,
  'reveal-callers': revealCallers,
  'line-budgets': lineBudgets,
  'no-shortcuts': noShortcuts,
  'readme-headings': readmeHeadings,
  'generated-docs': generatedDocs,
  changesets,
  'document-links': documentLinks,
  'parity-tests': parityTests,
};

/** Runs all rules and says under which one each finding falls. */
export function runRules(repo) {
  return Object.entries(rules).flatMap(([rule, check]) => check(repo).map((finding) => ({ ...finding, rule })));
}
