import { pythonWith } from './python.mjs';

/**
 * A library of Python: no server, but a witness of what we speak or write.
 *
 * @param {string} variable where its suite finds the Python that has it
 * @returns {(release: { package: string, version: string }) => Promise<{ env: Record<string, string>, stop: () => Promise<void> }>}
 */
export function libraryFor(variable) {
  return async (release) => ({ env: { [variable]: await pythonWith(release) }, stop: async () => {} });
}
