/** A server that cannot run on this machine. Its tests are skipped, and the message is the printed reason. */
export class Unavailable extends Error {}
