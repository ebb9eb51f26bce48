import { it } from 'vitest';
it('runs', () => {});
