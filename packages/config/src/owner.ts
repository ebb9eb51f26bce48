import type { Coordinate, Scope } from '@keyrack/core';
import { configError } from './config-error.js';
import type { Component } from './stacks/component.js';
import { checkName, dataOf, renderTemplate, type TemplateData } from './templates/render-template.js';
import { TemplateFault } from './templates/template-fault.js';
import { child, type YamlNode } from './yaml/node.js';

/** Whose declarations are looked at: a component in a stack, or nobody for those of the main file. */
export type Owner = { readonly stack: string; readonly component: Component } | undefined;

/** How texts of the secrets section are rendered. */
export interface RenderRules {
  readonly enabled: boolean;
  readonly delimiters: readonly [string, string] | undefined;
  readonly evaluate: (node: YamlNode) => unknown;
}

/** The coordinate of a name as its owner sees it. A stack or instance scope without an owner cannot occur. */
export function coordinateOf(name: string, scope: Scope, owner: Owner): Coordinate {
  if (scope === 'global' || !owner) return { scope: 'global', name };
  if (scope === 'stack') return { scope, stack: owner.stack, name };
  return { scope, stack: owner.stack, component: owner.component.name, name };
}

/**
 * Renders a text of the secrets section. What stands in a manifest is rendered with the whole component when templates are on;
 * otherwise, and in the main file, only with the parts of the coordinate: the value of a stack lies where no component is named.
 *
 * @throws `INVALID_CONFIG` naming a field that is not there or a function that is not known.
 */
export function renderForOwner(
  text: string,
  coordinate: Coordinate,
  owner: Owner,
  inManifest: boolean,
  rules: RenderRules,
): string {
  const early = rules.enabled && inManifest && owner !== undefined;
  try {
    const data = early ? wholeComponent(owner, rules) : reduced(coordinate);
    return checkName(renderTemplate(text, data, { missing: 'error', delimiters: rules.delimiters }));
  } catch (error) {
    if (!(error instanceof TemplateFault)) throw error;
    const hint =
      early || !owner ? '' : ' Only .atmos_stack and .atmos_component are known unless templates.settings.enabled is true.';
    throw configError(`${error.message}.${hint}`, 'render');
  }
}

function reduced(coordinate: Coordinate): TemplateData {
  return dataOf({
    atmos_stack: 'stack' in coordinate ? coordinate.stack : '',
    atmos_component: 'component' in coordinate ? coordinate.component : '',
  });
}

function wholeComponent({ stack, component }: NonNullable<Owner>, { evaluate }: RenderRules): TemplateData {
  const { manifest, name, type } = component;
  const facts: Readonly<Record<string, unknown>> = {
    atmos_stack: stack,
    stack,
    atmos_component: name,
    atmos_component_type: type,
    atmos_stack_file: manifest.path,
    atmos_manifest: manifest.path,
  };
  return ([first = '', ...rest]) => {
    if (Object.hasOwn(facts, first)) return dataOf(facts)([first, ...rest]);
    const found = child(component.section(first), ...rest);
    return found === undefined ? undefined : evaluate(found);
  };
}
