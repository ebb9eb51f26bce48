import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Address } from '@keyrack/core/provider';
import { createFaultyFile, type Harness } from '@keyrack/testing';
import { createEnvFileOn } from '../src/env-file.js';

// Read and written without the provider's code: by one pattern, and always in double quotes.
const line = /^(?:export )?(\w+)=(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|`([^`]*)`|(.*))(?: #.*)?$\n?/gm;
const characters: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
const nameOf = (address: Address): string => ('path' in address ? (address.path.at(-1) ?? '') : '');

function valueIn(text: string, wanted: string): string | undefined {
  const found = [...text.matchAll(line)].findLast(([, name]) => name === wanted);
  if (!found) return undefined;
  const [, , double, single, backtick, bare] = found;
  return (
    double?.replace(/\\(.)/g, (whole, letter) => characters[letter] ?? (/["\\$`]/.test(letter) ? letter : whole)) ??
    single ??
    backtick ??
    bare
  );
}

function escaped(value: string): string {
  return JSON.stringify(value).replaceAll(/\\u([0-9a-f]{4})/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

/** A file in a folder of its own, on a disk that can be disturbed. */
export async function fileHarness(): Promise<Harness> {
  const folder = await mkdtemp(join(tmpdir(), 'keyrack-env-file-'));
  const file = join(folder, '.env');
  await writeFile(file, '# of the contract\n');
  const { files, ...disturbing } = createFaultyFile(file, { malformed: '<html>' });
  const createProvider = () => createEnvFileOn(files, { file });

  const content = () => readFile(file, 'utf8');
  const change = async (wanted: string, value?: string) => {
    const others = (await content()).replaceAll(line, (whole, name) => (name === wanted ? '' : whole));
    await writeFile(file, value === undefined ? others : `${others}${wanted}=${escaped(value)}\n`);
  };

  return {
    ...disturbing,
    provider: createProvider(),
    createProvider,
    address: (name) => ({ path: [name] }),
    seed: (address, value) => change(nameOf(address), value),
    peek: async (address) => valueIn(await content(), nameOf(address)),
    remove: (address) => change(nameOf(address)),
    canaries: [],
    dispose: () => rm(folder, { recursive: true, force: true }),
  };
}
