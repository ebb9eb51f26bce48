import type { Masker, Secret, Secrets } from '@keyrack/core';
import { configError } from './config-error.js';
import type { Declaration } from './declaration.js';
import type { DeclareContext } from './declare.js';
import { callOf, type FunctionCall, words } from './functions/call.js';
import { evaluateLocal, isLocalFunction, type LocalContext } from './functions/local.js';
import { parseSecretCall } from './functions/secret.js';
import type { Section } from './project.js';
import { recordOf } from './record.js';
import { notDeclared } from './resolver.js';
import { type PlacedCall, revealedCall } from './revealed-call.js';
import type { StackComponent } from './stacks/stack-index.js';
import { child, textAt, toPlain, valuePosition, type YamlNode } from './yaml/node.js';
import { numberAsWritten } from './yaml/number-as-written.js';
import { formatPosition } from './yaml/position.js';

export interface DescribeContext {
  readonly local: LocalContext;
  readonly declarations: readonly Declaration[];
  /** Values as they are stored: a call may ask for just that. */
  readonly rawSecrets: Secrets;
  readonly masker: Masker | undefined;
  readonly declaring: DeclareContext;
  readonly strictPathDefault: boolean;
  /** Takes the warnings of each declaration that is used. */
  readonly warn: (message: string) => void;
}

const maskedText = '<MASKED>';
const remoteFunctions =
  /^!(store|store\.get|template|terraform\.\w+|aws\.\w+|emulator|version|tags|labels[\w.]*|cel|include|include\.raw)$/;

/**
 * The whole section of a component with its functions resolved. Without `reveal` a secret shows as the masker's replacement and no
 * backend is asked; with it all values are read in one batch. A number that a double would change stands as `JSON.rawJSON` of its text.
 *
 * @throws `INVALID_CONFIG` for a name that is not declared, in both modes; with `reveal` also `UNSUPPORTED` for a function that is not
 * there yet, by name, `NOT_FOUND` for a secret without value and default, and `INVALID_ARGUMENT` for a path that leads to nothing.
 */
export async function describeComponent(entry: StackComponent, reveal: boolean, context: DescribeContext): Promise<Section> {
  const sections = sectionsOf(entry);
  const calls = secretCalls(sections.map(([, node]) => node));
  for (const call of calls) checkDeclared(call, entry, context);
  const secrets = reveal ? await readAll(calls, context) : undefined;
  const values = new Map(
    calls.map((call) => [
      call.node,
      secrets ? revealedCall(call, secrets, context) : (context.masker?.replacement ?? maskedText),
    ]),
  );
  const local = { ...context.local, componentEnv: environmentOf(entry), exactNumbers: true };
  const evaluate = (call: FunctionCall): unknown => evaluateCall(call, local, context.declaring, reveal);
  const convert = (node: YamlNode): unknown => convertNode(node, values, evaluate);
  const converted = sections.map(([name, node]) => [name, convert(node)] as const);
  return recordOf([...Object.entries(factsOf(entry)), ...converted]);
}

function sectionsOf({ component }: StackComponent): readonly (readonly [string, YamlNode])[] {
  const names = component.sectionNames().filter((name) => name !== 'secrets' && name !== 'overrides');
  return names.sort().flatMap((name) => {
    const node = component.section(name);
    return node === undefined || node.tag === '!unset' ? [] : [[name, node] as const];
  });
}

function factsOf({ stack, component }: StackComponent): Section {
  const { name, manifest } = component;
  const implementation = textAt(component.section('metadata'), 'component') ?? name;
  return {
    atmos_component: name,
    atmos_stack: stack,
    atmos_stack_file: manifest.path,
    atmos_manifest: manifest.path,
    component: implementation,
    imports: manifest.imports,
    stack,
  };
}

const isSecret = (tag: string): boolean => tag === '!secret';
const isFunction = (tag: string): boolean => isSecret(tag) || isLocalFunction(tag) || remoteFunctions.test(tag);

function secretCalls(nodes: readonly YamlNode[]): readonly PlacedCall[] {
  return nodes.flatMap((node) => {
    const call = callOf(node, isSecret);
    if (call && isSecret(call.tag)) return [{ ...parseSecretCall(call), node }];
    if (node.type === 'list') return secretCalls(node.items);
    return node.type === 'map' ? secretCalls([...node.entries.values()]) : [];
  });
}

function checkDeclared(
  { name, node }: PlacedCall,
  { stack, component }: StackComponent,
  { declarations, declaring, warn }: DescribeContext,
): void {
  const declared = declarations.find((declaration) => declaration.name === name);
  declared?.warnings.forEach(warn);
  if (declared) return;
  // Key and name alone: the rest of the line may hold a value.
  const key = /^["']?([\w.-]+)["']?\s*:/.exec(node.source.text.slice(node.keyAt))?.[1];
  const position = formatPosition(valuePosition(node, declaring.shorten));
  const use = `${position}   ${key === undefined ? '' : `${key}: `}!secret ${name}`;
  const names = declarations.map((declaration) => declaration.name);
  const where = {
    where: ` for component ${component.name} in stack ${stack}`,
    section: `components.${component.type}.${component.name}.secrets.vars`,
    use,
  };
  throw notDeclared(name, names, where, 'INVALID_CONFIG');
}

async function readAll(
  calls: readonly PlacedCall[],
  { rawSecrets }: DescribeContext,
): Promise<ReadonlyMap<string, Secret | undefined>> {
  const names = [...new Set(calls.map(({ name }) => name))];
  const results = await rawSecrets.getMany(names);
  return new Map(
    results.map((result, index) => {
      if ('error' in result) throw result.error;
      return [names[index]!, 'secret' in result ? result.secret : undefined] as const;
    }),
  );
}

function environmentOf({ component }: StackComponent): (name: string) => string | undefined {
  return (name) => {
    const found = child(component.section('env'), name);
    return found?.type === 'scalar' && found.tag === undefined && found.value !== null ? String(found.value) : undefined;
  };
}

function convertNode(node: YamlNode, values: ReadonlyMap<YamlNode, unknown>, evaluate: (call: FunctionCall) => unknown): unknown {
  if (values.has(node)) return values.get(node);
  const call = callOf(node, isFunction);
  if (call && call.tag !== '!append') return evaluate(call);
  if (node.type === 'list')
    return node.items.filter(({ tag }) => tag !== '!unset').map((item) => convertNode(item, values, evaluate));
  if (node.type === 'scalar') return numberAsWritten(node) ?? toPlain(node);
  const kept = [...node.entries].filter(([, value]) => value.tag !== '!unset');
  return recordOf(kept.map(([key, value]) => [key, convertNode(value, values, evaluate)] as const));
}

function evaluateCall(call: FunctionCall, local: LocalContext, { backends }: DeclareContext, reveal: boolean): unknown {
  const { tag, text, node } = call;
  if (isLocalFunction(tag)) return evaluateLocal(call, local);
  const [store] = words(text);
  if (/^!store(\.get)?$/.test(tag) && backends.entries.some(({ name, origin }) => origin === 'store' && name === store)) {
    throw configError(`${tag} does not read the secret store ${store}. Declare the secret and use !secret.`, 'evaluate', node);
  }
  // Who only looks sees the call as written; who takes values may not get its text for one.
  if (!reveal) return `${tag} ${text}`.trim();
  throw configError(
    `the function ${tag} is not supported here yet. Only this question needs it; others still work.`,
    'evaluate',
    node,
    'UNSUPPORTED',
  );
}
