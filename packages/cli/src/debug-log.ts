import type { BackendCall } from '@keyrack/config';

/** Tells what was asked of backends: what, how often, how long and how it failed; no names, values or messages. */
export interface DebugLog {
  /** Takes a call that has ended. */
  observe(call: BackendCall): void;
  /** Tells the sum of all calls. */
  end(): void;
}

/** Makes the {@link DebugLog} of one run. */
export function createDebugLog(write: (line: string) => void): DebugLog {
  const start = performance.now();
  let calls = 0;
  return {
    observe(call) {
      calls += 1;
      write(describe(call));
    },
    end() {
      write(`${calls} call${calls === 1 ? '' : 's'} to backends, ${Math.round(performance.now() - start)} ms in all`);
    },
  };
}

function describe({ backend, kind, operation, names, ms, failure }: BackendCall): string {
  const subject = names === 0 ? operation : `${operation} of ${names} secret${names === 1 ? '' : 's'}`;
  const { name, code, status } = failure?.native ?? {};
  const native = [name, code, status].filter((fact) => fact !== undefined).join(', ');
  return `${subject} on ${kind} (${backend}): ${ms} ms${failure ? `, ${failure.code}` : ''}${native === '' ? '' : ` (${native})`}`;
}
