import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { atmosProject, createProject, type TestProject } from './run-keyrack.js';

function withRecipientsFile(file: string, text?: string): TestProject {
  const config = (atmosProject['atmos.yaml'] ?? '').replace('spec: { ', `spec: { recipients_file: ${file}, `);
  return createProject({ ...atmosProject, 'atmos.yaml': config, ...(text !== undefined && { [file]: text }) });
}

describe('the file that keygen adds a creation rule to', () => {
  it.each([
    ['is new', 'keys/.sops.yaml', undefined],
    ['is empty', 'keys/.sops.yaml', ''],
    ['holds comments alone', 'keys/.sops.yaml', '# ours\n'],
    ['has rules', 'keys/.sops.yaml', 'creation_rules:\n  - path_regex: other\n    age: age1x\n'],
    ['says how files are written', 'keys/.sops.yaml', 'stores:\n  yaml:\n    indent: 2\n'],
    ['says where files are published', 'other.yaml', 'destination_rules: []\n'],
  ])('may be one that %s', async (_, file, text) => {
    const project = withRecipientsFile(file, text);
    const { code, stdout } = await project.run(['keygen']);
    expect(code).toBe(0);
    expect(project.read(file)).toContain(`age: ${stdout}`);
    expect(project.read(file)).toContain(text ?? '');
  });

  it.each([
    [
      'a workflow',
      '.github/workflows/ci.yaml',
      'on: push\njobs: {}\n',
      'is not a configuration of SOPS. Name another recipients_file',
    ],
    ['a list', 'list.yaml', '- a\n', 'Mend the file'],
    ['a text', 'text.txt', 'hello\n', 'Mend the file'],
    ['no YAML', 'broken.yaml', 'a: "b\n', 'Mend the file'],
    ['several documents', 'many.yaml', 'creation_rules: []\n---\nb: 2\n', 'Mend the file'],
  ])('may not be %s, which stays as it is, and no key is made', async (_, file, text, words) => {
    const project = withRecipientsFile(file, text);
    const { code, stdout, stderr } = await project.run(['keygen']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(words);
    expect(stderr).toContain(file);
    expect(project.read(file)).toBe(text);
    expect(existsSync(join(project.home, '.config'))).toBe(false);
  });

  it('is told when it lies outside of the project', async () => {
    const project = withRecipientsFile('../rules.yaml');
    const { code, stderr } = await project.run(['keygen']);
    expect(code).toBe(0);
    expect(stderr).toContain(`rules.yaml lies outside of the project folder ${project.folder}, as vault vault says.`);
    expect((await createProject(atmosProject).run(['keygen'])).stderr).not.toContain('outside');
  });
});
