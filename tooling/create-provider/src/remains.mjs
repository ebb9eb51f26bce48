// What only a person can do, in the order in which it is best done.

const steps = {
  status: 'answer without the right to read the value; leave it out where the backend cannot tell the two apart',
  getMany: 'one request for as many names as `limits.batch.getMany` says; one entry for each, in order',
  statusMany: 'the same for `status`, which is then made from it; say `limits.batch.statusMany`',
  set: 'say `limits.conditionalSet`, `emptyValue`, `maxValueBytes` and `metadata` as the backend has them',
  delete: 'true when there was something, false when there was not',
  list: 'an async generator of native names below a prefix, values unread, all pages',
  versions: 'an async generator, newest first; then `get` takes `version`',
  rollback: 'the value of an older version becomes the newest',
  check: 'the cheapest call that needs the login and reads no secret',
  close: 'ends what is open; calls after it are refused for you',
};

const backends = {
  fetch: [
    'src/client.ts: the real URL, login and shape of an answer; nothing else knows them',
    'test/emulator.ts: the same from the other side, word for word as the documentation has it, errors above all',
    'src/errors.ts: one line for each native error that means something special',
  ],
  sdk: [
    'src/client.ts: `connect`, which refuses so far; then let test/harness.ts hand in the SDK and remove test/plain-client.ts',
    'test/emulator.ts: the protocol that the SDK speaks, word for word as the documentation has it, errors above all',
    'src/errors.ts: one line for each native error that means something special',
  ],
  file: [
    'src/document.ts: the real format; what it cannot hold exactly is INVALID_ARGUMENT in `set`',
    'test/harness.ts: the same format, written by another tool than the provider itself, so that a mistake is not made twice',
    'src/errors.ts: one line for each failure of the parser',
  ],
};

/** @param {import('./repository.mjs').Provider} provider */
export function remainsOf({ id, kind, flavour, operations }) {
  const planned = operations.map((name) => `     ${name}: ${steps[name]}`);
  const lines = [
    `packages/providers/${id} (${kind}) builds, and passes the contract of a provider that only reads. What it talks to is made up:`,
    '',
    ...backends[flavour].map((step, index) => `  ${index + 1}. ${step}`),
    `  4. src/options.ts and src/${id}.ts: options, \`limits\` and the alphabet of names as they really are`,
    `  5. src/${id}.ts: the operations${planned.length === 0 ? ' that the backend has' : ', each with its name in `Supports<…>`:'}`,
    ...planned,
    `  6. README.md: least privilege, names, errors, links; .changeset/${id}.md; a row in the table of the README at the top`,
    `  7. test/live/SERVER.test.ts, where a real server can run`,
    '',
    'docs/writing-a-provider.md goes through all of it. One case, and everything:',
    '',
    `  npx pnpm --filter @keyrack/${id} exec vitest run -t 'get/absent-returns-undefined'`,
    '  npm test',
  ];
  return lines.join('\n');
}
