import { configError } from '../config-error.js';
import { parseTemplate } from '../templates/parse-template.js';
import { checkName, goDelimiters, renderParsed, type TemplateData } from '../templates/render-template.js';
import { TemplateFault } from '../templates/template-fault.js';
import { child, textAt, toPlain, type YamlNode } from '../yaml/node.js';
import type { Component } from './component.js';

/** How a project names its stacks. */
export interface NameRules {
  readonly nameTemplate: string | undefined;
  readonly namePattern: string | undefined;
  readonly delimiters: readonly [string, string] | undefined;
  /** YAML functions that run a program are not run for a name. */
  readonly evaluate: (node: YamlNode) => unknown;
}

/**
 * Makes the function that names the stack a component stands in: the manifest's `name`, the name template, the name pattern, or the
 * manifest's path. `undefined` when the pattern asks for a variable that the component does not have.
 *
 * @throws `INVALID_CONFIG` when the template uses what is not supported, by name.
 */
export function createStackNamer({
  nameTemplate,
  namePattern,
  delimiters,
  evaluate,
}: NameRules): (component: Component) => string | undefined {
  const template = nameTemplate ? placed(() => parseTemplate(nameTemplate, delimiters ?? goDelimiters)) : undefined;
  return (component) => {
    const given = textAt(component.manifest.root, 'name');
    if (given !== undefined && given !== '') return given;
    if (template) return placed(() => checkName(renderParsed(template, dataOfComponent(component, evaluate), 'no value')));
    return namePattern ? fromPattern(component, namePattern) : component.manifest.path;
  };
}

function placed<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof TemplateFault)) throw error;
    throw configError(`stacks.name_template: ${error.message}.`, 'name');
  }
}

function dataOfComponent(component: Component, evaluate: NameRules['evaluate']): TemplateData {
  return ([first = '', ...rest]) => {
    if (first === 'atmos_component') return component.name;
    if (first === 'atmos_stack_file' || first === 'atmos_manifest') return component.manifest.path;
    const found = child(component.section(first), ...rest);
    return found === undefined ? undefined : evaluate(found);
  };
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
