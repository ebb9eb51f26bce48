import type { Scope } from '@keyrack/core';
import { configError, placeOf } from './config-error.js';
import { type ListStrategy, mergeNodes } from './merge.js';
import type { ComponentLayers } from './stacks/component.js';
import { child, entriesOf, type MapNode, mapAt, type YamlNode } from './yaml/node.js';

/** A declaration with the scope that its position gave it. */
export interface StampedDeclaration {
  readonly scope: Scope;
  readonly node: YamlNode;
  /** Whether the nearest layer that names it is the main configuration file. */
  readonly fromMainFile: boolean;
}

export type StampedDeclarations = ReadonlyMap<string, StampedDeclaration>;

/**
 * Merges the declarations of all layers of a component. Each layer is stamped first, so that naming a stack's secret again under a
 * component makes it the component's own.
 *
 * @throws `INVALID_CONFIG` when an explicit scope contradicts its position, or a section is not a map.
 */
export function stampLayers(
  mainVars: YamlNode | undefined,
  layers: ComponentLayers,
  strategy: ListStrategy,
): StampedDeclarations {
  const { manifest, bases, own, overrides } = layers;
  const stamped = [
    stampGlobals(mainVars),
    stamp(varsOf(manifest), 'stack'),
    ...[...bases, own, overrides].map((layer) => stamp(varsOf(layer), 'instance')),
  ];
  return stamped.reduce((below, over) => mergeStamped(below, over, strategy));
}

/** Stamps the declarations of the main configuration file, which need no stack. */
export function stampGlobals(vars: YamlNode | undefined): StampedDeclarations {
  const stamped = [...stamp(vars, 'global')].map(
    ([name, declaration]) => [name, { ...declaration, fromMainFile: true }] as const,
  );
  return new Map(stamped);
}

function varsOf(layer: MapNode): YamlNode | undefined {
  const secrets = child(layer, 'secrets');
  if (secrets === undefined || secrets.type === 'map' || (secrets.type === 'scalar' && secrets.value === null))
    return child(secrets, 'vars');
  throw configError('the section `secrets` is not a map. Write `secrets: {vars: {NAME: …}}`.', 'load', secrets);
}

function stamp(vars: YamlNode | undefined, position: Scope): StampedDeclarations {
  if (vars === undefined || (vars.type === 'scalar' && vars.value === null)) return new Map();
  if (vars.type !== 'map') throw configError('`secrets.vars` is not a map of declarations.', 'load', vars);
  return new Map(
    entriesOf(vars).map(([name, node]) => [name, { scope: scopeOf(name, node, position), node, fromMainFile: false }]),
  );
}

const scopes: ReadonlySet<unknown> = new Set(['instance', 'stack', 'global']);

function scopeOf(name: string, node: YamlNode, position: Scope): Scope {
  const written = child(node, 'scope');
  if (written?.type !== 'scalar' || typeof written.value !== 'string' || written.value === '') return position;
  if (written.value === 'global') return 'global';
  if (written.value === position) return position;
  const known = scopes.has(written.value) ? '' : ' There are the scopes instance, stack and global.';
  const text = `secret scope conflicts with declaration position: secret "${name}" declares scope "${written.value}" but its position implies "${position}".${known} Remove the scope, or move the declaration.`;
  throw configError(text, 'load', written);
}

function mergeStamped(below: StampedDeclarations, over: StampedDeclarations, strategy: ListStrategy): StampedDeclarations {
  if (over.size === 0) return below;
  const merged = new Map(below);
  for (const [name, { scope, node }] of over) {
    merged.set(name, { scope, node: mergeNodes(merged.get(name)?.node, node, strategy) ?? node, fromMainFile: false });
  }
  return merged;
}

/** `secrets.providers` of a component's manifest layers; each replaces the vault of that name in the main configuration. */
export function componentVaults(layers: ComponentLayers, strategy: ListStrategy): MapNode | undefined {
  const { manifest, bases, own, overrides } = layers;
  const sections = [manifest, ...bases, own, overrides].map((layer) => mapAt(layer, 'secrets', 'providers'));
  const merged = sections.reduce<YamlNode | undefined>((below, section) => mergeNodes(below, section, strategy), undefined);
  return merged?.type === 'map' ? merged : undefined;
}

/** Whether any layer declares anything, told without stamping: a fault in one component must not hide the others from a picker. */
export function declaresAny(mainVars: YamlNode | undefined, { manifest, bases, own, overrides }: ComponentLayers): boolean {
  const sections = [mainVars, ...[manifest, ...bases, own, overrides].map((layer) => child(layer, 'secrets', 'vars'))];
  return sections.some((vars) => entriesOf(vars).length > 0);
}

/** Backends belong to the main configuration; in a manifest they do nothing, which their author should know. */
export function ignoredBackends({ manifest, bases, own, overrides }: ComponentLayers): readonly string[] {
  return [manifest, ...bases, own, overrides].flatMap((layer) => {
    const ignored = child(layer, 'secrets', 'backends');
    return ignored === undefined
      ? []
      : [`${placeOf(ignored)}: secrets.backends has no effect in a manifest. Move it into the main configuration file.`];
  });
}
