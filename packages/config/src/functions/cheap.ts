import { toPlain, type YamlNode } from '../yaml/node.js';
import { callOf } from './call.js';
import { evaluateLocal, type LocalContext } from './local.js';

const cheap: ReadonlySet<string> = new Set(['!env', '!cwd', '!repo-root', '!git.root', '!literal']);

/**
 * Plain data for templates and stack names, where functions that run a program or ask a backend stay text: such a name would cost a
 * process per component, whatever the question was.
 */
export function cheaply(context: LocalContext): (node: YamlNode) => unknown {
  return (node) =>
    toPlain(node, (tagged) => {
      const call = callOf(tagged, (tag) => cheap.has(tag));
      if (call && cheap.has(call.tag)) return evaluateLocal(call, context);
      return tagged.type === 'scalar'
        ? `${tagged.tag} ${String(tagged.value ?? '')}`.trim()
        : toPlain({ ...tagged, tag: undefined });
    });
}
