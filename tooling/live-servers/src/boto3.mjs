import { pythonWith } from './python.mjs';

/**
 * The official AWS client of Python: no server, but a witness of the protocol that the emulator speaks.
 *
 * @param {{ package: string, version: string }} release
 */
export async function provideBoto3(release) {
  return { env: { KEYRACK_BOTO3_PYTHON: await pythonWith(release) }, stop: async () => {} };
}
