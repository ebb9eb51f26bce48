import { expect, it } from 'vitest';
import { at, envFolder } from './folder.js';

it('the largest value in its longest form takes no long time', async () => {
  const { provider } = await envFolder();
  for (const value of ['"\'`\\\r'.repeat(13_000), '\n'.repeat(65_536), '\\'.repeat(65_536)]) {
    await provider.set(at('A'), value);
    expect((await provider.get(at('A')))?.value === value).toBe(true);
  }
});
