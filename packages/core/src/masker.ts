export type { Masker, MaskOutcome } from './masker-interface.js';
