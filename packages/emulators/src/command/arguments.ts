import { parseArgs } from 'node:util';
import type { BackendName } from './backends.js';
import { backendNames } from './backends.js';

/** What was asked for on the command line. */
export interface Arguments {
  readonly backends: readonly BackendName[];
  readonly port?: number;
  readonly latencyMs?: number;
  readonly tps?: number;
  readonly format: 'text' | 'json';
  readonly tls: boolean;
  readonly untilStdinCloses: boolean;
}

/** Something is wrong with the arguments; the message is one sentence for a person. */
export class UsageError extends Error {}

const options = {
  port: { type: 'string' },
  latency: { type: 'string' },
  tps: { type: 'string' },
  format: { type: 'string', default: 'text' },
  tls: { type: 'boolean', default: false },
  'until-stdin-closes': { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
  version: { type: 'boolean', short: 'V', default: false },
} as const;

/**
 * Reads the arguments.
 *
 * @throws UsageError
 */
export function readArguments(args: readonly string[]): Arguments | 'help' | 'version' {
  const { values, positionals } = parse(args);
  if (values.help || args.length === 0) return 'help';
  if (values.version) return 'version';
  if (values.format !== 'text' && values.format !== 'json') throw new UsageError('--format is text or json.');
  const backends = positionals.map(readBackend);
  if (backends.length === 0) throw new UsageError(`Name what to start: ${backendNames.join(', ')}.`);
  const port = readNumber('--port', values.port, { min: 0, max: 65_536 - backends.length, whole: true });
  const latencyMs = readNumber('--latency', values.latency, { min: 0, max: 600_000, whole: false });
  const tps = readNumber('--tps', values.tps, { min: 0.001, max: 1e9, whole: false });
  return {
    backends,
    ...(port !== undefined && { port }),
    ...(latencyMs !== undefined && { latencyMs }),
    ...(tps !== undefined && { tps }),
    format: values.format,
    tls: values.tls,
    untilStdinCloses: values['until-stdin-closes'],
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    // Of Node's message, the first sentence; the rest explains how to pass a file that is called like an option.
    const [sentence = ''] = error instanceof Error ? error.message.split(/\. |\n/) : [];
    throw new UsageError(`${sentence.replace(/\.$/, '')}.`);
  }
}

function readBackend(name: string, index: number, all: readonly string[]): BackendName {
  const known = backendNames.find((backend) => backend === name);
  if (!known) throw new UsageError(`There is no emulator "${name}"; there is ${backendNames.join(', ')}.`);
  if (all.indexOf(name) !== index) throw new UsageError(`"${name}" stands there twice.`);
  return known;
}

function readNumber(
  option: string,
  text: string | undefined,
  { min, max, whole }: { min: number; max: number; whole: boolean },
): number | undefined {
  if (text === undefined) return undefined;
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (value >= min && value <= max && (!whole || Number.isInteger(value))) return value;
  throw new UsageError(`${option} is a ${whole ? 'whole ' : ''}number from ${min} to ${max}, not "${text}".`);
}
