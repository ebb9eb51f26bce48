import { join } from 'node:path';
import { parseExactJson } from '@keyrack/core/provider';
import { configError } from '../config-error.js';
import type { ProjectIo } from '../io.js';
import { type FunctionCall, words } from './call.js';
import { gitFact } from './git.js';

/** What functions that ask only this machine may know. */
export interface LocalContext {
  readonly io: ProjectIo;
  readonly cwd: string;
  readonly gitRoot: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Variables that stand before the environment: a component's `env`. */
  readonly componentEnv?: ((name: string) => string | undefined) | undefined;
  /** Keeps numbers that a double would change as `JSON.rawJSON`, for whoever prints them. */
  readonly exactNumbers?: boolean;
}

type LocalFunction = (call: FunctionCall, context: LocalContext) => unknown;

const functions: Readonly<Record<string, LocalFunction>> = {
  '!env': environmentVariable,
  '!exec': ({ text, node }, context) => output(text, node, context),
  '!cwd': ({ text }, { cwd }) => (text === '' ? cwd : join(cwd, text)),
  '!repo-root': ({ text }, { gitRoot, cwd }) => gitRoot ?? (text === '' ? cwd : text),
  '!random': randomNumber,
  '!literal': ({ text }) => text,
};

/** Whether {@link evaluateLocal} knows a tag. */
export function isLocalFunction(tag: string): boolean {
  return Object.hasOwn(functions, tag) || tag.startsWith('!git.');
}

/**
 * Evaluates a function that asks nothing but this machine: `!env`, `!exec`, `!cwd`, `!repo-root`, `!git.*`, `!random`, `!literal`.
 *
 * @throws `INVALID_CONFIG` when its argument is malformed or its command fails.
 */
export function evaluateLocal(call: FunctionCall, context: LocalContext): unknown {
  if (call.tag.startsWith('!git.')) return gitFact(call, context);
  return functions[call.tag]!(call, context);
}

function environmentVariable({ text, node }: FunctionCall, { environment, componentEnv }: LocalContext): string {
  const [name, fallback = ''] = words(text);
  if (name === undefined)
    throw configError('!env needs the name of a variable: `!env NAME` or `!env NAME default`.', 'evaluate', node);
  return componentEnv?.(name) ?? environment[name] ?? fallback;
}

function output(command: string, node: FunctionCall['node'], { io, cwd, environment, exactNumbers }: LocalContext): unknown {
  if (command === '') throw configError('!exec needs a command.', 'evaluate', node);
  const text = io.exec(command, { cwd, env: environment }).replace(/\n+$/, '');
  return jsonOr(text, exactNumbers ? parseExactJson : JSON.parse);
}

/** What a command printed: data when it is JSON, the text otherwise. */
export function jsonOr(text: string, parse: (text: string) => unknown): unknown {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}

function randomNumber({ text, node }: FunctionCall, { io }: LocalContext): number {
  const bounds = words(text).map(Number);
  const [min, max] = bounds.length === 2 ? bounds : [0, bounds[0] ?? 65_535];
  if (!Number.isSafeInteger(min) || !Number.isSafeInteger(max) || min! > max!) {
    throw configError('!random takes whole numbers: `!random`, `!random MAX` or `!random MIN MAX`.', 'evaluate', node);
  }
  return io.random(min!, max!);
}
