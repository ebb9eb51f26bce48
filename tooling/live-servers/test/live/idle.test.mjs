// What the counting is tested with: a suite that executes none of its tests.
import { it } from 'vitest';

it('cannot be shown (not here: fault:slow)', ({ skip }) => skip());
