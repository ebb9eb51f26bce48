import { SopsFormatError } from './sops-format-error.js';

type Library = typeof import('./yaml-editing-library.js');

/** A recipient and the files that it is for. */
export interface RecipientRule {
  /** Regular expression (RE2) on the path relative to the folder of `.sops.yaml`. */
  readonly pathRegex: string;
  /** Public key, `age1…`. */
  readonly recipient: string;
}

/** What stands at the top of a `.sops.yaml`. */
const ownKeys = ['creation_rules', 'destination_rules', 'stores'];

/**
 * Adds an age recipient to the text of a `.sops.yaml`: to the creation rule with this very `path_regex`, or as a new rule at the end.
 * Comments and order stay; a recipient that is there already changes nothing. The text is empty, or a configuration of SOPS already.
 *
 * @throws `MALFORMED` when the text is not one YAML mapping or its creation rules have no list form, `NOT_RULES` when the mapping is
 * something else than a configuration of SOPS.
 * @example
 * const text = await addAgeRecipient(undefined, { pathRegex: 'secrets/.*\\.enc\\.yaml$', recipient });
 */
export async function addAgeRecipient(configText: string | undefined, { pathRegex, recipient }: RecipientRule): Promise<string> {
  const library = await import('./yaml-editing-library.js');
  const { parseDocument, isMap, isSeq } = library;
  // At any lower level the library takes several documents for the first of them.
  const document = parseDocument(configText ?? '', { logLevel: 'error' });
  const rules = document.get('creation_rules') ?? undefined;
  if (
    document.errors.length > 0 ||
    (document.contents !== null && !isMap(document.contents)) ||
    (rules !== undefined && !isSeq(rules))
  ) {
    throw new SopsFormatError('MALFORMED', 'the text is not one YAML mapping with a list of creation_rules');
  }
  const isForeign = isMap(document.contents) && document.contents.items.length > 0 && !ownKeys.some((key) => document.has(key));
  if (isForeign) throw new SopsFormatError('NOT_RULES', `a mapping without ${ownKeys.join(', ')} is not a configuration of SOPS`);
  if (rules === undefined) {
    document.setIn(['creation_rules'], document.createNode([{ path_regex: pathRegex, age: recipient }]));
    return document.toString({ lineWidth: 0 });
  }
  const rule = rules.items.find((item) => isMap(item) && item.get('path_regex') === pathRegex);
  if (!isMap(rule)) rules.add(document.createNode({ path_regex: pathRegex, age: recipient }));
  else if (!joinRecipients(rule, recipient, library)) return configText ?? '';
  return document.toString({ lineWidth: 0 });
}

type YamlMap = {
  get(key: string, keepScalar?: boolean): unknown;
  set(key: string, value: unknown): void;
  getIn(path: unknown[]): unknown;
};

/** Whether anything changed. The first key group counts when the rule has groups. */
function joinRecipients(rule: YamlMap, recipient: string, { isSeq, isMap }: Library): boolean {
  const group = rule.getIn(['key_groups', 0]);
  const holder: YamlMap = isMap(group) ? group : rule;
  const age = holder.get('age');
  if (isSeq(age)) {
    if (JSON.stringify(age).includes(recipient)) return false;
    age.add(recipient);
    return true;
  }
  const present = typeof age === 'string' ? age.split(',').map((one) => one.trim()) : [];
  if (present.includes(recipient)) return false;
  holder.set('age', [...present.filter((one) => one !== ''), recipient].join(','));
  return true;
}
