import { describe, expect, it } from 'vitest';
import { createProject, type Run, type TestProject } from './run-keyrack.js';

const project = (patterns: readonly string[], shown: string): TestProject =>
  createProject({
    'atmos.yaml': `base_path: .\nstacks: { base_path: stacks, included_paths: ["*"], name_template: "{{ .vars.stage }}" }\nsettings: { terminal: { mask: { patterns: ${JSON.stringify(patterns)}, literals: [plain-text] } } }\n`,
    'stacks/dev.yaml': `vars: { stage: dev }\ncomponents: { terraform: { api: { vars: { shown: ${JSON.stringify(shown)} } } } }\n`,
  });

/** What describing shows, in a process that is ended after ten seconds. */
async function shownAs(patterns: readonly string[], text: string): Promise<Omit<Run, 'stdout'> & { shown: string; ms: number }> {
  const started = performance.now();
  const child = project(patterns, text).start(['describe', 'component', 'api', '-s', 'dev', '--format', 'json']);
  const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
  let [stdout, stderr] = ['', ''];
  child.stdout?.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    stderr += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  clearTimeout(timer);
  return { code, shown: /"shown": "(.*)"/.exec(stdout)?.[1] ?? stdout, stderr, ms: performance.now() - started };
}

describe('patterns of the configuration', () => {
  it.each([
    ['(a+)+$', `${'a'.repeat(100)}!`],
    ['^(([a-z])+.)+[A-Z]([a-z])+$', 'a'.repeat(1000)],
    ['(.*)*x', 'a'.repeat(1000)],
    ['(a|a)*b', 'a'.repeat(1000)],
  ])('take time in proportion to the text: %s', { timeout: 15_000 }, async (pattern, text) => {
    const outcome = await shownAs([pattern], text);
    expect(outcome).toMatchObject({ code: 0, shown: text, stderr: '' });
    expect(outcome.ms).toBeLessThan(3000);
  });

  it('are given up together, not one by one', { timeout: 15_000 }, async () => {
    const outcome = await shownAs(
      ['Q[Q ]+b|Q', 'Z[Z ]+b|Z'],
      `${'Q '.repeat(100_000)}plain-text ${'Z '.repeat(100_000)}plain-text `.repeat(4),
    );
    expect(outcome).toMatchObject({ code: 0 });
    expect(outcome.ms).toBeLessThan(8000);
  });

  it('hide the rest of a text in which they take too long, and say so once', { timeout: 15_000 }, async () => {
    const outcome = await shownAs(['Q[Q ]+b|Q'], `start ${'Q '.repeat(200_000)}end`);
    expect(outcome).toMatchObject({ code: 0, shown: expect.stringMatching(/<MASKED> <MASKED><MASKED>$/) });
    expect(outcome.stderr).toBe(
      'warning: settings.terminal.mask.patterns take too long for a long text; the rest of it is hidden. Write simpler ones.\n',
    );
    expect(outcome.ms).toBeLessThan(8000);
  });

  it.each([
    ['(?<=key=)[0-9]+', 'key=123'],
    ['(?=Q)Q', 'Q'],
    ['([QR])\\1', 'QQ'],
    ['Q{1,5000}', 'Q'],
  ])('are left out, with a warning, where only other engines know them: %s', async (pattern, text) => {
    expect(await shownAs([pattern], text)).toMatchObject({
      code: 0,
      shown: text,
      stderr: `warning: settings.terminal.mask.patterns[0] is no regular expression in RE2 syntax and is left out. RE2 has no lookaround and no backreferences.\n`,
    });
  });

  it.each([
    ['flags for the whole expression', '(?i)INTERNAL', 'an Internal text', 'an <MASKED> text'],
    ['flags in the middle', 'Q(?i:R)', 'QR Qr QR', '<MASKED> <MASKED> <MASKED>'],
    ['Unicode classes', '\\pL+-\\d+', 'Köln-12 1', '<MASKED> 1'],
    ['characters outside of the basic plane', 'k.y', '😀 k😀y 😀', '😀 <MASKED> 😀'],
    ['an empty match, which hides nothing', 'x*', 'abc', 'abc'],
    ['literals, which go first', 'key=\\w+', 'key=plain-text key=other', 'key=<MASKED> <MASKED>'],
    ['the word that is hidden by', 'MASK|b', 'plain-text b', '<MASKED> <MASKED>'],
    ['lines', '(?s)BEGIN.*END', 'a\nBEGIN\nx\nEND\nb', 'a\\n<MASKED>\\nb'],
  ])('know %s', async (_, pattern, text, masked) => {
    expect(await shownAs([pattern], text)).toMatchObject({ code: 0, shown: masked, stderr: '' });
  });
});
