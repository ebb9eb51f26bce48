import { describe, expect, it } from 'vitest';
import { checkExemptions, contractCase, contractCases, runCase } from '../src/index.js';
import { harnessOf } from './broken/broken-provider.js';
import { soundProvider } from './broken/sound.js';

const passing = contractCase({ id: 'get/passes', rule: 'R1', needs: [], run: async () => {} });
const failing = contractCase({ id: 'get/fails', rule: 'R1', needs: [], run: () => Promise.reject(new Error('it fails')) });
const makeHarness = () => harnessOf({ make: (backend) => soundProvider(backend) });

describe('runCase', () => {
  it('rejects with what the case found', async () => {
    await expect(runCase(passing, makeHarness)).resolves.toBeUndefined();
    await expect(runCase(failing, makeHarness)).rejects.toThrow('it fails');
  });

  it('disposes of each harness, whatever the case did', async () => {
    let open = 0;
    const counted = () => {
      open += 1;
      return {
        ...makeHarness(),
        async dispose() {
          open -= 1;
        },
      };
    };
    await runCase(passing, counted);
    await runCase(failing, counted).catch(() => undefined);
    expect(open).toBe(0);
  });

  it('demands that an exempt case fails', async () => {
    const exemption = 'the emulator accepts it, see its issue tracker';
    await expect(runCase(failing, makeHarness, { exemption })).resolves.toBeUndefined();
    await expect(runCase(passing, makeHarness, { exemption })).rejects.toThrow('get/passes passes: remove its exemption');
  });

  it('does not take a harness that cannot be made for an exempt failure', async () => {
    const broken = () => Promise.reject(new Error('no server'));
    await expect(runCase(failing, broken, { exemption: 'a reason' })).rejects.toThrow('no server');
  });
});

describe('checkExemptions', () => {
  it('takes a known case with a reason', () => {
    expect(() => checkExemptions({ 'get/absent-returns-undefined': 'why: https://example.com' }, contractCases)).not.toThrow();
  });

  it('reports unknown cases and missing reasons together', () => {
    const exempt = { 'get/absent-returns-undefined': 'why', 'get/unheard-of': 'why: https://example.com' };
    expect(() => checkExemptions(exempt, contractCases)).toThrow(
      'exemptions need attention: "get/absent-returns-undefined" has no reason with a link; "get/unheard-of" is not a case that applies here.',
    );
  });
});
