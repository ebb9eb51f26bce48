import { expect, it } from 'vitest';
import { errorCodePage } from '../src/error-code-page.mjs';
import { optionTable, withOptionTable } from '../src/option-table.mjs';

it('lists every error code with its meaning', () => {
  expect(errorCodePage({ NOT_FOUND: 'Not there.', CONFLICT: 'Changed.' })).toContain(
    '| `NOT_FOUND` | Not there. |\n| `CONFLICT` | Changed. |\n',
  );
});

it('writes one row per option', () => {
  const rows = [
    { name: 'file', type: 'text', required: true, secret: false, description: 'Path | name of the file.' },
    { name: 'token', type: 'text', required: false, secret: true, env: 'TOKEN', default: 'x', description: 'Login.' },
  ];
  expect(optionTable(rows).split('\n').slice(2)).toEqual([
    '| `file` | text | required |  |  | Path \\| name of the file. |',
    '| `token` | text | secret | `TOKEN` | `x` | Login. |',
  ]);
});

it('says so when there are no options', () => {
  expect(optionTable([])).toBe('None.');
});

it('replaces what stands between the marks and nothing else', () => {
  const readme = '# x\n<!-- options:start -->\nold\n<!-- options:end -->\nend\n';
  expect(withOptionTable(readme, 'new')).toBe('# x\n<!-- options:start -->\nnew\n<!-- options:end -->\nend\n');
  expect(withOptionTable('# x\n', 'new')).toBeUndefined();
});
