import { startAwsEmulator } from '../aws/start-aws-emulator.js';
import type { EmulatorOptions } from '../kit/emulator.js';

/** An emulator as the command knows it. */
export interface StartedBackend {
  readonly url: string;
  /** What a client needs, as environment variables. */
  readonly env: Readonly<Record<string, string>>;
  readonly ca?: string;
  close(): Promise<void>;
}

/** A backend that can be started by name. */
export interface StartableBackend {
  readonly summary: string;
  /** Variables that clients of this backend read the path of a CA file from. */
  readonly caVariables: readonly string[];
  start(options: EmulatorOptions): Promise<StartedBackend>;
}

/** The name of a backend: that of its folder. */
export type BackendName = 'aws';

/** What can be started. */
export const backends: Readonly<Record<BackendName, StartableBackend>> = {
  aws: {
    summary: 'Systems Manager Parameter Store, KMS and STS behind one endpoint',
    caVariables: ['AWS_CA_BUNDLE', 'NODE_EXTRA_CA_CERTS'],
    start: startAwsEmulator,
  },
};

/** The names of all of them. */
export const backendNames: readonly BackendName[] = Object.keys(backends) as BackendName[];
