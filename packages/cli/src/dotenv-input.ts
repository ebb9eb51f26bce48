import { readDotenv } from '@keyrack/core/dotenv';
import type { Output } from './output.js';

/** What a dotenv file, or standard input, says about names. */
export interface DotenvInput {
  readonly values: ReadonlyMap<string, string>;
  /** Why a name has no value that can be relied on, with its place. */
  readonly refused: ReadonlyMap<string, string>;
  /** What is not declared: names, and lines where what looks like a name may be a piece of a value. */
  undeclared(declared: ReadonlySet<string>): { readonly names: readonly string[]; readonly lines: readonly string[] };
  /** Warns of lines that were not read, and of values that other tools read differently. */
  report(declared: ReadonlySet<string>, out: Pick<Output, 'warn'>): void;
}

/** Reads dotenv text; `source` is what messages call it. */
export function readDotenvInput(text: string, source: string): DotenvInput {
  const { entries } = readDotenv(text);
  const values = entries.flatMap((entry) => (entry.fault === undefined ? [entry] : []));
  const faults = entries.flatMap((entry) => (entry.fault === undefined ? [] : [entry]));
  const firstFault = Math.min(...faults.map(({ line }) => line));
  return {
    values: new Map(values.map(({ name, value }) => [name, value])),
    refused: new Map(
      faults.flatMap(({ name, line, fault }) => (name === undefined ? [] : [[name, `${source}:${line}: ${name}: ${fault}`]])),
    ),
    undeclared(declared) {
      const others = values.filter(({ name }) => !declared.has(name));
      return {
        names: others.flatMap(({ name, line }) => (line < firstFault ? [name] : [])),
        lines: others.flatMap(({ line }) => (line < firstFault ? [] : [`line ${line}`])),
      };
    },
    report(declared, out) {
      for (const { name, line, note } of values)
        if (note !== undefined && declared.has(name)) out.warn(`${source}:${line}: ${name}: ${note}. Single quotes avoid that.`);
      const lines = faults.map(({ line }) => line).join(', ');
      if (faults.length === 1) out.warn(`1 line of ${source} was not read: ${lines}`);
      if (faults.length > 1) out.warn(`${faults.length} lines of ${source} were not read: ${lines}`);
    },
  };
}
