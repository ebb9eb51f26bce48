import { expect, it } from 'vitest';
import { documentOptions } from '../document-options.mjs';

it('puts what a table says of its entries before them', () => {
  const table = `/** Options. */
declare const demoOptions: {
    readonly region: {
        readonly type: "text";
        readonly env: "DEMO_REGION";
        readonly description: "Region, such as \`eu\`.";
    };
    readonly wait: {
        readonly type: "number";
        readonly default: 500;
        readonly description: "Ends with */ and goes on.";
    };
    /** Has one. */
    readonly own: {
        readonly type: "text";
        readonly description: "Another.";
    };
};
`;
  expect(documentOptions(table)).toBe(`/** Options. */
declare const demoOptions: {
    /**
     * Region, such as \`eu\`.
     *
     * From the environment: \`DEMO_REGION\`.
     */
    readonly region: {
        readonly type: "text";
        readonly env: "DEMO_REGION";
        readonly description: "Region, such as \`eu\`.";
    };
    /**
     * Ends with *\\/ and goes on.
     *
     * @default 500
     */
    readonly wait: {
        readonly type: "number";
        readonly default: 500;
        readonly description: "Ends with */ and goes on.";
    };
    /** Has one. */
    readonly own: {
        readonly type: "text";
        readonly description: "Another.";
    };
};
`);
});

it('leaves all else as it is', () => {
  const text = `export interface Parameter {\n    readonly info: { readonly description: string; readonly type: 'text' };\n    readonly other: { readonly description: 'A literal' };\n}\n`;
  expect(documentOptions(text)).toBe(text);
});

it('may run twice', () => {
  const once = documentOptions(
    'declare const t: {\n    readonly a: { readonly type: "text"; readonly description: "It." };\n};\n',
  );
  expect(once).toBe(
    'declare const t: {\n    /** It. */\n    readonly a: { readonly type: "text"; readonly description: "It." };\n};\n',
  );
  expect(documentOptions(once)).toBe(once);
});
