import { expect, it } from 'vitest';
import { errorCodePage } from '../src/error-code-page.mjs';
import { withMarkedPart } from '../src/marked-part.mjs';
import { optionTable } from '../src/option-table.mjs';

it('lists every error code with its meaning, in even columns', () => {
  const page = errorCodePage({ NOT_FOUND: 'Not there.', CONFLICT: 'Changed.' });
  expect(page.split('\n').slice(6, 10)).toEqual([
    '| Code        | What it tells you |',
    '| ----------- | ----------------- |',
    '| `NOT_FOUND` | Not there.        |',
    '| `CONFLICT`  | Changed.          |',
  ]);
});

it('writes one row per option', () => {
  const rows = [
    { name: 'file', type: 'text', required: true, secret: false, description: 'Path | name.' },
    { name: 'token', type: 'text', required: false, secret: true, env: 'TOKEN', default: 'x', description: 'Login.' },
  ];
  expect(optionTable(rows).split('\n').slice(2)).toEqual([
    '| `file`  | text         | yes    |             |         | Path \\| name. |',
    '| `token` | text, secret | no     | `TOKEN`     | `x`     | Login.        |',
  ]);
});

it('says so when there are no options', () => {
  expect(optionTable([])).toBe('None.');
});

it('replaces what stands between the marks and nothing else', () => {
  const readme = '# x\n<!-- options:start -->\nold\n<!-- options:end -->\nend\n';
  const fresh = withMarkedPart(readme, 'options', 'new');
  expect(fresh).toBe('# x\n<!-- options:start -->\n\nnew\n\n<!-- options:end -->\nend\n');
  expect(withMarkedPart(fresh, 'options', 'new')).toBe(fresh);
  expect(withMarkedPart(fresh, 'operations', 'new')).toBeUndefined();
});
