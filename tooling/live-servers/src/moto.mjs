// moto, an implementation of AWS by others: https://docs.getmoto.org/en/latest/docs/server_mode.html
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { pythonWith } from './python.mjs';

const patienceMs = 30_000;

/**
 * Installs and starts moto on a free port of this machine.
 *
 * @param {{ package: string, version: string }} release
 * @returns {Promise<{ env: Record<string, string>, stop: () => Promise<void> }>}
 */
export async function startMoto(release) {
  const python = await pythonWith(release);
  const port = await freePort();
  const server = spawn(python, ['-m', 'moto.server', '-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  const ended = new Promise((resolve) => {
    server.once('exit', resolve);
    server.once('error', resolve);
  });
  const stop = async () => {
    server.kill('SIGTERM');
    await Promise.race([ended, delay(2_000, undefined, { ref: false }).then(() => server.kill('SIGKILL'))]);
    await ended;
  };
  const url = `http://127.0.0.1:${port}`;
  try {
    await answers(`${url}/moto-api/`, server);
  } catch (error) {
    await stop();
    throw error;
  }
  return { env: { KEYRACK_MOTO_URL: url }, stop };
}

async function answers(url, server) {
  const deadline = Date.now() + patienceMs;
  while (server.exitCode === null && server.signalCode === null && Date.now() < deadline) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await delay(50);
  }
  throw new Error(
    server.exitCode === null ? `moto did not answer within ${patienceMs / 1000} s` : `moto ended with ${server.exitCode}`,
  );
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
