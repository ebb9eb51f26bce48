// A process that changes a vault: `FOLDER NAME VALUE` sets one name, `FOLDER NAME` sets it to 0, 1, 2 … until it is killed.
import { createSops } from '../src/sops.js';

const [baseDir = '', name = '', value] = process.argv.slice(2);
const provider = createSops({ baseDir, file: 'v.enc.yaml', ageKeyFile: 'keys.txt' });
const set = (text: string): Promise<unknown> => provider.set({ path: [name] }, text);

await set(value ?? '0');
if (value === undefined) {
  process.stdout.write('ready\n');
  for (let number = 1; ; number += 1) await set(String(number));
}
