import type { BackendName, StartedBackend } from './backends.js';

/** What is printed once everything listens: the URL of each backend, then what its clients need. */
export function report(started: readonly (readonly [BackendName, StartedBackend])[], format: 'text' | 'json'): string {
  if (format === 'json') {
    const entries = started.map(([name, { url, env }]) => [name, { url, env }]);
    return `${JSON.stringify(Object.fromEntries(entries))}\n`;
  }
  return started
    .flatMap(([name, { url, env }]) => [
      `${name}  ${url}`,
      ...Object.entries(env).map(([key, value]) => `${key}=${quoted(value)}`),
    ])
    .map((line) => `${line}\n`)
    .join('');
}

// As it is where a shell takes it as it is.
function quoted(value: string): string {
  return /^[\w@%+=:,./-]*$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
}
