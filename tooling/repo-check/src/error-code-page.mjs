// `docs/error-codes.md`.
import { markdownTable } from './markdown-table.mjs';

/** The page, from the table of codes that core exports. */
export function errorCodePage(codes) {
  const rows = Object.entries(codes).map(([code, meaning]) => [`\`${code}\``, meaning]);
  return `# Error codes

<!-- Made from \`errorCodes\` of @keyrack/core by \`pnpm repo-check --fix\`. Do not edit. -->

Whatever fails, a \`SecretError\` says so with one of these codes. Codes are only ever added; messages may change.

${markdownTable(['Code', 'What it tells you'], rows)}
`;
}
