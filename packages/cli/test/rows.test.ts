import { describe, expect, it } from 'vitest';
import { formatRows } from '../src/rows.js';

const columns = ['Stack', 'Secret', 'Description'];
const rows = [
  { Stack: 'dev', Secret: 'A', Description: 'says "hi", twice' },
  { Stack: 'prod', Secret: 'LONG', Description: '' },
];
const pipe = { terminal: false };

describe('formatRows', () => {
  it('prints a table at a terminal and TSV without header elsewhere', async () => {
    expect(await formatRows(rows, columns, 'table', { terminal: true })).toBe(
      'STACK  SECRET  DESCRIPTION\ndev    A       says "hi", twice\nprod   LONG\n',
    );
    expect(await formatRows(rows, columns, 'table', pipe)).toBe('dev\tA\tsays "hi", twice\nprod\tLONG\t\n');
  });

  it('quotes CSV as RFC 4180 says, with a header', async () => {
    expect(await formatRows(rows, columns, 'csv', pipe)).toBe(
      'Stack,Secret,Description\ndev,A,"says ""hi"", twice"\nprod,LONG,\n',
    );
    expect(await formatRows(rows, columns, 'tsv', pipe)).toMatch(/^Stack\tSecret\tDescription\n/);
  });

  it('prints JSON and YAML with keys in alphabetical order, and an empty document without rows', async () => {
    expect(await formatRows(rows.slice(1), columns, 'json', pipe)).toBe(
      '[\n  {\n    "Description": "",\n    "Secret": "LONG",\n    "Stack": "prod"\n  }\n]\n',
    );
    expect(await formatRows(rows.slice(1), columns, 'yaml', pipe)).toBe('- Description: ""\n  Secret: LONG\n  Stack: prod\n');
    expect(await Promise.all(['json', 'yaml', 'csv', 'table'].map((format) => formatRows([], columns, format, pipe)))).toEqual([
      '[]\n',
      '[]\n',
      'Stack,Secret,Description\n',
      '',
    ]);
  });
});
