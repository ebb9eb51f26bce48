import { configError, placeOf } from '../config-error.js';
import type { ProjectIo } from '../io.js';
import type { Settings } from '../settings.js';
import { filesBelow, isManifest, nameBelow } from '../walk.js';
import { child } from '../yaml/node.js';

/**
 * Says why a project has no stack where it seems to be meant to have some: an answer of none would be taken for the truth.
 *
 * @param manifests - what the patterns of the project match.
 * @throws `INVALID_CONFIG` when there is no configuration file that could be meant like this.
 */
export function explainNoStacks(
  manifests: readonly string[],
  settings: Settings,
  { io, warn }: { readonly io: ProjectIo; readonly warn: (message: string) => void },
): void {
  const { configured, basePath, stacksPath, includedPaths, config } = settings;
  const other = manifests.length > 0 ? undefined : filesBelow(stacksPath, io).files.find(isManifest);
  const others = other === undefined ? '' : ` There are others, such as ${nameBelow(basePath, other)}.`;
  if (!configured) throw withoutConfiguration(manifests, settings, others);
  const folder = child(config, 'stacks', 'base_path');
  if (folder && io.kind(stacksPath) !== 'directory')
    warn(`${placeOf(folder)}: stacks.base_path names the folder ${stacksPath}, which is not there.`);
  if (other !== undefined && child(config, 'stacks', 'included_paths'))
    warn(
      `no manifest below ${nameBelow(basePath, stacksPath)} matches stacks.included_paths (${includedPaths.join(', ')}).${others}`,
    );
}

function withoutConfiguration(
  manifests: readonly string[],
  { stacksPath, includedPaths, namePattern = '' }: Settings,
  others: string,
): Error {
  const none = 'there is no keyrack.yaml and no atmos.yaml here. Without one, stacks are';
  const write = 'Write keyrack.yaml, which may be empty,';
  const text =
    manifests.length === 0
      ? `${none} the manifests below ${stacksPath} that match ${includedPaths.join(', ')}, and none does.${others} ${write} to read them all, or atmos.yaml with stacks.included_paths.`
      : `${none} named ${namePattern}, and no component below ${stacksPath} has these variables. ${write} to name stacks by their files, or atmos.yaml with stacks.name_template.`;
  return configError(text, 'load');
}
