// A process that changes a file: `FILE NAME VALUE` sets one name, `FILE NAME` sets it to 0, 1, 2 … until it is killed.
import { createEnvFile } from '../src/index.js';

const [file = '', name = '', value] = process.argv.slice(2);
const provider = createEnvFile({ file });
const set = (text: string): Promise<unknown> => provider.set({ path: [name] }, text);

await set(value ?? '0');
if (value === undefined) {
  process.stdout.write('ready\n');
  for (let number = 1; ; number += 1) await set(String(number));
}
