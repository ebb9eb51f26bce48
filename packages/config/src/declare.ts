import { type Coordinate, isSecretError, type SecretError } from '@keyrack/core';
import { type AddressRules, locateSecret } from './addresses.js';
import { type BackendEntry, publicBackend } from './backend-entries.js';
import { configError, placeOf } from './config-error.js';
import type { Declaration } from './declaration.js';
import { type BackendChoice, type Backends, isBackend } from './find-backend.js';
import { coordinateOf, type Owner } from './owner.js';
import type { StampedDeclaration, StampedDeclarations } from './scopes.js';
import type { KeyOf } from './shapes.js';
import { unknownKeys } from './unknown-keys.js';
import { child, keyPosition, type MapNode, type ScalarValue, textAt, type YamlNode } from './yaml/node.js';

export interface DeclareContext extends AddressRules {
  readonly backends: Backends;
  readonly shorten: (file: string) => string;
}

/** Turns the stamped declarations of one owner into what listings and resolvers use, ascending by name. */
export function declare(
  stamped: StampedDeclarations,
  owner: Owner,
  vaults: MapNode | undefined,
  context: DeclareContext,
): readonly Declaration[] {
  const names = [...stamped.keys()].sort();
  return names.map((name) => declaration(name, stamped.get(name)!, owner, vaults, context));
}

function declaration(
  name: string,
  stamped: StampedDeclaration,
  owner: Owner,
  vaults: MapNode | undefined,
  context: DeclareContext,
): Declaration {
  const { node, scope, fromMainFile } = stamped;
  const coordinate = coordinateOf(name, scope, owner);
  const choice = chooseBackend(node, context.backends.defaultName);
  const reference = textOf(node, 'reference') || undefined;
  const found = choice.problem ?? findBackend(choice.backend, name, node, vaults, context);
  const place = isSecretError(found) ? found : addressOf(found, coordinate, reference, owner, fromMainFile, node, context);
  const description = textOf(node, 'description');
  const problem = isSecretError(place) ? place : undefined;
  return {
    name,
    ...(description !== undefined && { description }),
    required: scalarOf(node, 'required') === true,
    scope,
    coordinate,
    ...(owner && { stack: owner.stack, component: owner.component.name, componentType: owner.component.type }),
    abstract: owner?.component.abstract ?? false,
    disabled: owner?.component.disabled ?? false,
    fromMainFile,
    label: labelOf(choice.backend, found),
    ...(choice.backend && { backendName: choice.backend.name }),
    ...(!problem && !isSecretError(found) && { backend: publicBackend(found), ...(!isSecretError(place) && { address: place }) }),
    byReference: reference !== undefined,
    prdForm: choice.backend?.key === 'backend',
    position: keyPosition(node, context.shorten),
    ...(problem && { problem }),
    faults: choice.faults,
    warnings: [...choice.faults, ...writtenWarnings(name, node), ...(isSecretError(found) ? [] : found.warnings)],
  };
}

interface Choice {
  readonly backend: BackendChoice | undefined;
  readonly problem?: SecretError;
  readonly faults: readonly string[];
}

function chooseBackend(node: YamlNode, defaultName: string | undefined): Choice {
  const [store, sops, backend] = [
    textOf(node, 'store') || undefined,
    textOf(node, 'sops') || undefined,
    textOf(node, 'backend') || undefined,
  ];
  if (backend !== undefined) {
    const beside = [store === undefined ? [] : ['store'], sops === undefined ? [] : ['sops']].flat();
    const chosen: BackendChoice = { key: 'backend', name: backend };
    if (beside.length === 0) return { backend: chosen, faults: [] };
    return {
      backend: chosen,
      faults: [],
      problem: configError(`backend stands beside ${beside.join(' and ')}. Keep one of them.`, 'declare', node),
    };
  }
  if (sops !== undefined) {
    return {
      backend: { key: 'sops', name: sops },
      faults:
        store === undefined
          ? []
          : [`${placeOf(partOf(node, 'store') ?? node)}: store and sops are both set; sops (${sops}) is used. Remove one.`],
    };
  }
  if (store !== undefined) return { backend: { key: 'store', name: store }, faults: [] };
  return { backend: defaultName === undefined ? undefined : { key: 'backend', name: defaultName }, faults: [] };
}

function findBackend(
  choice: BackendChoice | undefined,
  name: string,
  node: YamlNode,
  vaults: MapNode | undefined,
  { backends }: DeclareContext,
): BackendEntry | SecretError {
  if (choice) return backends.find(choice, name, vaults);
  const known = backends.entries.map((entry) => entry.name);
  const hint = known.length === 0 ? 'Configure one under secrets.backends.' : `Name one of ${known.join(', ')}.`;
  return configError(`no backend is named for secret "${name}". ${hint}`, 'declare', node);
}

function addressOf(
  entry: BackendEntry,
  coordinate: Coordinate,
  reference: string | undefined,
  owner: Owner,
  fromMainFile: boolean,
  node: YamlNode,
  context: DeclareContext,
): ReturnType<typeof locateSecret> | SecretError {
  try {
    return locateSecret(entry, { coordinate, reference, owner, inManifest: !fromMainFile }, context);
  } catch (error) {
    if (!isSecretError(error)) throw error;
    return configError(`secret "${coordinate.name}" has no address: ${error.message}`, 'declare', node, error.code);
  }
}

function labelOf(choice: BackendChoice | undefined, found: BackendEntry | SecretError): string {
  if (isBackend(found)) return found.label;
  if (!choice) return '(none)';
  return `${choice.key === 'sops' ? 'sops' : 'store'}:${choice.name}`;
}

function writtenWarnings(name: string, node: YamlNode): readonly string[] {
  const required = partOf(node, 'required');
  const isText = required?.type === 'scalar' && typeof required.value === 'string';
  return [
    ...(isText
      ? [`${placeOf(required)}: secret ${name}: required is text, which counts as false. Write true without quotes.`]
      : []),
    ...unknownKeys(node, 'declaration', `secret ${name}`),
  ];
}

function partOf(node: YamlNode, key: KeyOf<'declaration'>): YamlNode | undefined {
  return child(node, key);
}

function textOf(node: YamlNode, key: KeyOf<'declaration'>): string | undefined {
  return textAt(node, key);
}

function scalarOf(node: YamlNode, key: KeyOf<'declaration'>): ScalarValue | undefined {
  const found = partOf(node, key);
  return found?.type === 'scalar' ? found.value : undefined;
}
