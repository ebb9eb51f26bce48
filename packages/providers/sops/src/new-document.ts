import { dirname, join, relative, sep } from 'node:path';
import { readTextFile } from '@keyrack/core/files';
import { type OpenDocument, sopsFormat } from './client.js';
import { about, fileFault, type SopsCall } from './errors.js';
import { refuseForeignVault } from './foreign-keys.js';
import type { SopsSettings } from './options.js';
import type { World } from './world.js';

const configName = '.sops.yaml';
const maxBytes = 1024 * 1024;

/**
 * Starts a document for a file that does not exist. No private key is needed.
 *
 * @throws `INVALID_CONFIG` when nothing says for whom to encrypt; `UNSUPPORTED` for a name by which other tools expect no YAML,
 * and for a vault of other keys than age.
 */
export async function newDocument(
  path: string,
  settings: Pick<SopsSettings, 'kind' | 'ageRecipients'>,
  { files }: World,
  call: SopsCall,
): Promise<OpenDocument> {
  const other = /\.(?:json|env|ini)$/.exec(path)?.[0];
  if (other !== undefined) {
    const advice = 'Choose a name that ends in .yaml, or make the file with the sops program.';
    throw fileFault(`${path} cannot be made: SOPS files with ${other} are not written yet. ${advice}`, 'UNSUPPORTED', path, call);
  }
  refuseForeignVault(path, settings, call);
  const { ageRecipients = [] } = settings;
  const { createSopsDocument, matchCreationRule } = await sopsFormat();
  if (ageRecipients.length > 0) return about('`ageRecipients`', call, () => createSopsDocument({ ageRecipients }));
  for (const folder of foldersAbove(path)) {
    const config = join(folder, configName);
    const text = await readTextFile(config, { ...call, files, maxBytes });
    if (text === undefined) continue;
    const rule = await about(config, call, () => matchCreationRule(text, relative(folder, path).split(sep).join('/')));
    // The nearest file counts even when it holds no creation rules.
    if (rule === undefined) break;
    return about(config, call, () => createSopsDocument(rule));
  }
  const advice = `Make a key and a rule with \`keyrack keygen\`, set \`ageRecipients\` or SOPS_AGE_RECIPIENTS, or add a creation rule to a ${configName} in its folder or above`;
  throw fileFault(`nothing says for whom to encrypt the new file ${path}. ${advice}.`, 'INVALID_CONFIG', path, call);
}

/** The folder of a file, the one above, and so on up to the root. */
function* foldersAbove(path: string): Generator<string> {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    yield folder;
    if (folder === dirname(folder)) return;
  }
}
