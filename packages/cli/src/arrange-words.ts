import type { FlagSpec } from './flags.js';

/** A {@link FlagSpec} taken apart. */
interface Shape {
  /** `--stack`. */
  readonly long: string;
  /** `-s`, or nothing. */
  readonly short: string;
  readonly value: 'none' | 'required' | 'optional';
}

function shapeOf({ flags }: FlagSpec): Shape {
  const [long = ''] = /--[a-z-]+/.exec(flags) ?? [];
  const [short = ''] = /^-[a-z]\b/.exec(flags) ?? [];
  return { long, short, value: flags.includes('<') ? 'required' : flags.includes('[') ? 'optional' : 'none' };
}

/** Scripts write `--mask=false`; the parser knows `--no-mask`. `all` are the flags of every command. */
export function spellOut(argv: readonly string[], all: readonly FlagSpec[]): string[] {
  const switches = new Set(all.map(shapeOf).flatMap(({ long, value }) => (value === 'none' ? long : [])));
  return argv.flatMap((word) => {
    const [, name = '', value = ''] = /^--([a-z-]+)=(true|false)$/.exec(word) ?? [];
    if (!switches.has(`--${name}`)) return [word];
    if (value === 'true') return [`--${name}`];
    return switches.has(`--no-${name}`) ? [`--no-${name}`] : [];
  });
}

/**
 * Puts flags that stand before the command behind it, where the parser looks for them. Without a command the words are a question,
 * and help is the answer.
 */
export function commandFirst(argv: readonly string[], movable: readonly FlagSpec[]): string[] {
  const shapes = movable.map(shapeOf);
  const command: string[] = [];
  const moved: string[] = [];
  let index = 0;
  while (index < argv.length && !isWhole(command)) {
    const word = argv[index] ?? '';
    const count = word.startsWith('-') ? lengthOf(word, shapes) : 1;
    if (count === 0) break;
    (word.startsWith('-') ? moved : command).push(...argv.slice(index, index + count));
    index += count;
  }
  const rest = argv.slice(index);
  if (isWhole(command)) return [...command, ...moved, ...rest];
  return rest.length > 0 ? [...command, ...rest, ...moved] : [...command, '--help'];
}

// The first word of these is a group.
function isWhole([group, ...others]: readonly string[]): boolean {
  return group !== undefined && (others.length > 0 || !['secret', 'describe'].includes(group));
}

// How many words a flag is, its value included; 0 for one that may not be moved. One whose value is optional needs a sign between.
function lengthOf(word: string, shapes: readonly Shape[]): 0 | 1 | 2 {
  const [name] = word.split('=', 1);
  const shape = shapes.find(
    ({ long, short }) => long === name || (short !== '' && word.startsWith(short) && !word.startsWith('--')),
  );
  if (!shape || (shape.value === 'optional' && !word.includes('='))) return 0;
  return shape.value === 'required' && (word === shape.long || word === shape.short) ? 2 : 1;
}
