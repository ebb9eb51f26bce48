import { createCertificates } from '../kit/certificates.js';
import type { EmulatorOptions } from '../kit/emulator.js';
import type { Arguments } from './arguments.js';
import { readArguments, UsageError } from './arguments.js';
import type { BackendName, StartedBackend } from './backends.js';
import { backends } from './backends.js';
import type { CaFile } from './ca-file.js';
import { writeCaFile } from './ca-file.js';
import { helpText } from './help.js';
import { report } from './report.js';

/** The world of the command: what it prints to, and when it shall end. */
export interface Surroundings {
  readonly version: string;
  out(text: string): void;
  err(text: string): void;
  /** Resolves when it is time to end. */
  ended(options: { readonly withStdin: boolean }): Promise<void>;
}

/** Runs the command and resolves with its exit code. */
export async function run(args: readonly string[], world: Surroundings): Promise<number> {
  try {
    const wanted = readArguments(args);
    if (wanted === 'help') world.out(helpText());
    else if (wanted === 'version') world.out(`${world.version}\n`);
    else await serve(wanted, world);
    return 0;
  } catch (error) {
    world.err(`keyrack-emulators: ${sentence(error)}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}

async function serve(wanted: Arguments, world: Surroundings): Promise<void> {
  const ending = world.ended({ withStdin: wanted.untilStdinCloses });
  const certificates = wanted.tls ? createCertificates() : undefined;
  const started: (readonly [BackendName, StartedBackend])[] = [];
  let caFile: CaFile | undefined;
  try {
    caFile = certificates && (await writeCaFile(certificates.ca));
    for (const [index, name] of wanted.backends.entries()) {
      started.push([name, withCa(name, await start(name, index, { ...wanted, tls: certificates ?? false }), caFile)]);
    }
    world.out(report(started, wanted.format));
    await ending;
  } finally {
    await Promise.all(started.map(([, { close }]) => close()));
    await caFile?.remove();
  }
}

function start(name: BackendName, index: number, options: EmulatorOptions): Promise<StartedBackend> {
  const { port = 0, latencyMs, tps, tls } = options;
  return backends[name].start({
    port: port === 0 ? 0 : port + index,
    ...(latencyMs !== undefined && { latencyMs }),
    ...(tps !== undefined && { tps }),
    ...(tls && { tls }),
  });
}

function withCa(name: BackendName, backend: StartedBackend, caFile: CaFile | undefined): StartedBackend {
  if (!caFile) return backend;
  const paths = backends[name].caVariables.map((variable) => [variable, caFile.path]);
  return { ...backend, env: { ...backend.env, ...Object.fromEntries(paths) } };
}

function sentence(error: unknown): string {
  if (error instanceof UsageError) return `${error.message} See keyrack-emulators --help.`;
  const { code, port, message } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') return `Port ${port} is in use; name another with --port, or leave it out for a free one.`;
  if (code === 'EACCES' && port !== undefined)
    return `Port ${port} needs rights that this user does not have; name one above 1023.`;
  return message;
}
