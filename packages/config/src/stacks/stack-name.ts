import { configError } from '../config-error.js';
import { TemplateFault } from '../templates/parse-template.js';
import { fieldsOf, renderTemplate } from '../templates/render-template.js';
import { child, textAt, toPlain, type YamlNode } from '../yaml/node.js';
import type { Component } from './component.js';

/** How a project names its stacks. */
export interface NameRules {
  readonly nameTemplate: string | undefined;
  readonly namePattern: string | undefined;
  readonly delimiters: readonly [string, string] | undefined;
  /** What a template may look at beside the component's sections is decided here: YAML functions are not run for a name. */
  readonly evaluate: (node: YamlNode) => unknown;
}

/**
 * The name of the stack that a component stands in: the manifest's `name`, the name template, the name pattern, or the manifest's path.
 * `undefined` when the pattern asks for a variable that the component does not have.
 *
 * @throws `INVALID_CONFIG` when the template uses what is not supported, by name.
 */
export function stackName(component: Component, rules: NameRules): string | undefined {
  const { nameTemplate, namePattern } = rules;
  const given = textAt(component.manifest.root, 'name');
  if (given !== undefined && given !== '') return given;
  if (nameTemplate !== undefined && nameTemplate !== '') return fromTemplate(component, nameTemplate, rules);
  if (namePattern !== undefined && namePattern !== '') return fromPattern(component, namePattern);
  return component.manifest.path;
}

function fromTemplate(component: Component, template: string, { delimiters, evaluate }: NameRules): string {
  try {
    const used = fieldsOf(template, delimiters);
    const sections = Object.fromEntries([...used].map((name) => [name, lookedUp(component, name, evaluate)]));
    return renderTemplate(template, (name) => sections[name], { missing: 'no value', delimiters });
  } catch (error) {
    if (!(error instanceof TemplateFault)) throw error;
    throw configError(`stacks.name_template: ${error.message}.`, 'name');
  }
}

function lookedUp(component: Component, name: string, evaluate: (node: YamlNode) => unknown): unknown {
  if (name === 'atmos_component' || name === 'component') return component.name;
  if (name === 'atmos_stack_file' || name === 'atmos_manifest') return component.manifest.path;
  const section = component.section(name);
  return section === undefined ? undefined : evaluate(section);
}

function fromPattern(component: Component, pattern: string): string | undefined {
  const vars = component.section('vars');
  let complete = true;
  const name = pattern.replaceAll(/\{(namespace|tenant|environment|stage)\}/g, (_, token: string) => {
    const value = child(vars, token);
    const text = value === undefined ? undefined : toPlain(value);
    if (text === undefined || text === null || text === '') complete = false;
    return String(text);
  });
  return complete ? name : undefined;
}
