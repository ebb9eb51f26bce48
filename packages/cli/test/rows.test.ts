import { describe, expect, it } from 'vitest';
import { formatRows } from '../src/rows.js';

const columns = ['Stack', 'Secret', 'Description'];
const rows = [
  { Stack: 'dev', Secret: 'A', Description: 'says "hi", twice' },
  { Stack: 'prod', Secret: 'LONG', Description: '' },
];

describe('formatRows', () => {
  it('prints a table at a terminal and TSV without header elsewhere', async () => {
    expect(await formatRows(rows, columns, 'table')).toBe(
      'STACK  SECRET  DESCRIPTION\ndev    A       says "hi", twice\nprod   LONG\n',
    );
    expect(await formatRows(rows, columns, 'lines')).toBe('dev\tA\tsays "hi", twice\nprod\tLONG\t\n');
  });

  it('quotes CSV as RFC 4180 says, with a header', async () => {
    expect(await formatRows(rows, columns, 'csv')).toBe('Stack,Secret,Description\ndev,A,"says ""hi"", twice"\nprod,LONG,\n');
    expect(await formatRows(rows, columns, 'tsv')).toMatch(/^Stack\tSecret\tDescription\n/);
  });

  it('prints JSON and YAML with keys in alphabetical order, and an empty document without rows', async () => {
    expect(await formatRows(rows.slice(1), columns, 'json')).toBe(
      '[\n  {\n    "Description": "",\n    "Secret": "LONG",\n    "Stack": "prod"\n  }\n]\n',
    );
    expect(await formatRows(rows.slice(1), columns, 'yaml')).toBe('- Description: ""\n  Secret: LONG\n  Stack: prod\n');
    expect(await Promise.all(['json', 'yaml', 'csv', 'lines'].map((format) => formatRows([], columns, format)))).toEqual([
      '[]\n',
      '[]\n',
      'Stack,Secret,Description\n',
      '',
    ]);
  });
});
