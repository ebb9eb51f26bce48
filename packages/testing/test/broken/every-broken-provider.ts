import { brokenBatchers } from './batching.js';
import { brokenBehaviours } from './behaving.js';
import type { BrokenProvider } from './broken-provider.js';
import { brokenDeleters } from './deleting.js';
import { brokenDescribers } from './describing.js';
import { brokenKeepers } from './leaking.js';
import { brokenNamers } from './naming.js';
import { brokenReaders } from './reading.js';
import { brokenRememberers } from './remembering.js';
import { brokenRollbacks } from './rolling-back.js';
import { brokenTellers } from './telling.js';
import { brokenValues } from './valuing.js';
import { brokenWriters } from './writing.js';

/** All of them. */
export const everyBrokenProvider: readonly BrokenProvider[] = [
  ...brokenBehaviours,
  ...brokenBatchers,
  ...brokenDeleters,
  ...brokenDescribers,
  ...brokenKeepers,
  ...brokenNamers,
  ...brokenReaders,
  ...brokenRememberers,
  ...brokenRollbacks,
  ...brokenTellers,
  ...brokenValues,
  ...brokenWriters,
];
