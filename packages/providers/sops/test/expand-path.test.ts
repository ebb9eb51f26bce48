import { expect, it } from 'vitest';
import { expandPath } from '../src/expand-path.js';

it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('takes %s for no variable unless it is set', (name) => {
  expect(expandPath(`/keys/$${name}.txt`, { env: {}, homeDir: '/home/u' })).toBe('/keys/.txt');
  const env = JSON.parse(`{ "${name}": "prod" }`);
  expect(expandPath(`/keys/\${${name}}.txt`, { env, homeDir: '/home/u' })).toBe('/keys/prod.txt');
});
