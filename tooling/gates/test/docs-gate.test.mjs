import { describe, expect, it } from 'vitest';
import { docsGate } from '../src/gates/docs-gate.mjs';
import { contextWith } from './fixture-package.mjs';

/** What the gate says of a package with these declarations. */
async function judge(declarations, skip = {}) {
  const context = await contextWith({ files: { 'dist/index.d.ts': declarations }, budgets: { docs: { skip } } });
  return docsGate(context);
}

const table = (comment) => `export declare const tinyOptions: {
  ${comment}readonly region: { readonly type: 'text'; readonly description: 'Region.' };
};
type OptionsOf<T> = { readonly [K in keyof T as K]?: string };
export declare function createTiny(first: string, options?: OptionsOf<typeof tinyOptions>): void;
`;

describe('docs', () => {
  it('passes options and methods of which an editor shows something', async () => {
    const shape = 'export interface Shape {\n  /** Draws it. */\n  draw(): void;\n  readonly size: number;\n}\n';
    expect(await judge(`${table('/** Region. */ ')}${shape}`)).toEqual([]);
  });

  it('finds an option that a mapped type takes from a table that says nothing in a comment', async () => {
    expect(await judge(table(''))).toEqual(['@keyrack/tiny: createTiny(options).region has no documentation in the editor']);
  });

  it('finds an option of a parameter that is taken apart, and a method behind type parameters', async () => {
    const text = `export declare function make({ size }: { readonly size: number }): void;
export interface Box<T> {
  /** @throws when it is empty */
  take(): T;
}
`;
    expect(await judge(text)).toEqual([
      '@keyrack/tiny: make(…).size has no documentation in the editor',
      '@keyrack/tiny: Box.take has no documentation in the editor',
    ]);
  });

  it('finds an option inside of an option, and an option of a method', async () => {
    const text = `interface Cache { readonly ttl: number }
export interface Client {
  /** Reads. */
  read(name: string, options?: { readonly version?: string }): void;
}
export declare function open(options: {
  /** How long. */
  readonly cache?: Cache | undefined;
}): Client;
`;
    expect(await judge(text)).toEqual([
      '@keyrack/tiny: open(options).cache.ttl has no documentation in the editor',
      '@keyrack/tiny: Client.read(options).version has no documentation in the editor',
    ]);
  });

  it('passes over what is excepted, and what others declare', async () => {
    const text =
      'export interface Port {\n  open(): void;\n}\nexport declare function wait(signal: AbortSignal, list: string[]): void;\n';
    expect(await judge(text, { Port: 'described elsewhere' })).toEqual([]);
    expect(await judge(text)).toEqual(['@keyrack/tiny: Port.open has no documentation in the editor']);
  });

  it('does not pass a package that cannot be imported', async () => {
    const exports = { '.': { types: './dist/missing.d.ts', default: './dist/missing.js' } };
    const context = await contextWith({ manifest: { exports }, budgets: { docs: { skip: {} } } });
    expect(await docsGate(context)).toEqual(['@keyrack/tiny has no documentation in the editor']);
  });
});
