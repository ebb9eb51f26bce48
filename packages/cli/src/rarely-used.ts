// What few starts need, in one part of the bundle that is loaded when they do. A second part would cut what both share with the rest into
// pieces, each of which is one more file to read at every start.
export { deleteCommand } from './commands/delete.js';
export { describeCommand } from './commands/describe.js';
export { initCommand } from './commands/init.js';
export { keygenCommand } from './commands/keygen.js';
export { moveCommand } from './commands/move.js';
export { setCommand } from './commands/set.js';
