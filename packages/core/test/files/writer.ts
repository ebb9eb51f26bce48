// A process that updates a file: `count FILE ID TIMES` adds lines, `flood FILE` replaces whole versions until it is killed.
import { updateFile } from '../../src/files/index.js';
import { version } from './version.js';

const [mode, file = '', id = '', times = '0'] = process.argv.slice(2);
const call = { kind: 'test', operation: 'set' };

process.stdout.write('ready\n');
if (mode === 'count') {
  for (let index = 0; index < Number(times); index += 1) {
    await updateFile(file, (text = '') => `${text}${id}:${index}\n`, call);
  }
} else {
  for (let number = 0; ; number += 1) await updateFile(file, () => version(number), call);
}
