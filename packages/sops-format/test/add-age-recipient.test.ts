import { describe, expect, it } from 'vitest';
import { addAgeRecipient, matchCreationRule } from '../src/index.js';

const rule = { pathRegex: 'secrets/.*\\.enc\\.yaml$', recipient: 'age1new' };

describe('addAgeRecipient', () => {
  it('writes a configuration that the rule matcher reads', async () => {
    const text = await addAgeRecipient(undefined, rule);
    expect(text).toBe('creation_rules:\n  - path_regex: secrets/.*\\.enc\\.yaml$\n    age: age1new\n');
    expect(await matchCreationRule(text, 'secrets/prod.enc.yaml')).toMatchObject({ ageRecipients: ['age1new'] });
  });

  it('joins the rule of the same files and keeps comments', async () => {
    const text = `# who may read\ncreation_rules:\n  - path_regex: ${rule.pathRegex} # all\n    age: age1old\n`;
    const joined = await addAgeRecipient(text, rule);
    expect(joined).toBe(text.replace('age1old', 'age1old,age1new'));
    expect(await addAgeRecipient(joined, rule)).toBe(joined);
  });

  it('adds a rule of its own for other files, and knows lists and key groups', async () => {
    const other = await addAgeRecipient('creation_rules:\n  - path_regex: other\n    age: [age1old]\n', rule);
    expect(other).toContain('age: [ age1old ]');
    expect(other).toContain('age: age1new');
    const list = `creation_rules:\n  - path_regex: ${rule.pathRegex}\n    age:\n      - age1old\n`;
    expect(await addAgeRecipient(list, rule)).toBe(`${list}      - age1new\n`);
    const groups = `creation_rules:\n  - path_regex: ${rule.pathRegex}\n    key_groups:\n      - age:\n          - age1old\n`;
    expect(await addAgeRecipient(groups, rule)).toBe(`${groups}          - age1new\n`);
  });

  it.each(['- a\n', 'creation_rules: text\n', 'a: [\n'])('refuses %j', async (text) => {
    await expect(addAgeRecipient(text, rule)).rejects.toMatchObject({ code: 'MALFORMED' });
  });

  it('refuses several documents, of which it would keep the first alone', async () => {
    await expect(addAgeRecipient('creation_rules: []\n---\nb: 1\n', rule)).rejects.toMatchObject({ code: 'MALFORMED' });
  });

  it('leaves a mapping alone that is no configuration of SOPS', async () => {
    await expect(addAgeRecipient('on: push\n', rule)).rejects.toMatchObject({ code: 'NOT_RULES' });
    for (const own of ['', '# ours\n', '{}\n', 'stores: {}\n', 'destination_rules: []\n'])
      expect(await addAgeRecipient(own, rule)).toContain('age: age1new');
  });
});
