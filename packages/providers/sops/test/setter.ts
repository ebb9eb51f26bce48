// A process that sets one name in a vault: FOLDER NAME VALUE.
import { createSops } from '../src/sops.js';

const [baseDir = '', name = '', value = ''] = process.argv.slice(2);
await createSops({ baseDir, file: 'v.enc.yaml', ageKeyFile: 'keys.txt' }).set({ path: [name] }, value);
