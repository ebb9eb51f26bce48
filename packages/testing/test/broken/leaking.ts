import { secretError } from '@keyrack/core/provider';
import type { BrokenProvider } from './broken-provider.js';
import { kind, soundPerform, soundProvider, type Translate, translate } from './sound.js';

/** Mistakes that show secrets: in errors, in answers, in output. */
export const brokenKeepers: readonly BrokenProvider[] = [
  {
    title: 'passes the native error on as the cause',
    fails: [
      'leaks/check-error-holds-no-secret',
      'leaks/delete-error-holds-no-secret',
      'leaks/get-error-holds-no-secret',
      'leaks/getmany-error-holds-no-secret',
      'leaks/list-error-holds-no-secret',
      'leaks/rollback-error-holds-no-secret',
      'leaks/set-error-holds-no-secret',
      'leaks/status-error-holds-no-secret',
      'leaks/statusmany-error-holds-no-secret',
      'leaks/versions-error-holds-no-secret',
    ],
    make: translating((error, request) => Object.assign(translate(error, request), { cause: error })),
  },
  {
    title: 'copies the native message',
    fails: ['leaks/set-error-holds-no-secret'],
    make: translating((error, request) => withMessage(error instanceof Error ? error.message : '', translate(error, request))),
  },
  {
    title: 'puts the request into its message as base64',
    fails: ['leaks/set-error-holds-no-secret'],
    make: translating((error, request) =>
      withMessage(Buffer.from(`body:${request.body ?? ''}`).toString('base64'), translate(error, request)),
    ),
  },
  {
    title: 'throws native errors as they are',
    fails: [
      'batch/forbidden-is-not-absence',
      'batch/refused-as-a-whole-throws-permission-denied',
      'check/unauthenticated-is-not-healthy',
      'check/unavailable-is-not-healthy',
      'delete/forbidden-throws-and-deletes-nothing',
      'delete/unavailable-throws-unavailable',
      'faults/connection-reset-throws-unavailable',
      'faults/ended-fault-is-forgotten',
      'faults/malformed-body-throws-a-code',
      'faults/rate-limited-throws-rate-limited',
      'faults/truncated-body-throws-a-code',
      'faults/unauthenticated-throws-unauthenticated',
      'faults/unavailable-is-retryable',
      'faults/unavailable-set-throws-unavailable',
      'faults/unavailable-throws-unavailable',
      'faults/undecryptable-throws-decrypt-failed',
      'get/forbidden-and-absent-throws-permission-denied',
      'get/forbidden-throws-permission-denied',
      'lifecycle/making-one-without-login-succeeds',
      'list/forbidden-throws-permission-denied',
      'names/invalid-ones-are-refused',
      'names/other-form-of-address-is-refused',
      'names/very-long-one-round-trips-or-is-refused',
      'rollback/forbidden-throws-and-changes-nothing',
      'rollback/unavailable-throws-unavailable',
      'set/forbidden-throws-and-writes-nothing',
      'status/forbidden-throws-permission-denied',
      'status/unavailable-throws-unavailable',
      'status/without-right-to-read-is-known',
      'versions/forbidden-throws-permission-denied',
    ],
    make(backend) {
      const sound = soundPerform(backend);
      const native = soundProvider(backend, (request, answer) =>
        sound(request, () => undefined).then(answer, (error: unknown) => {
          throw request.signal?.aborted ? error : Object.assign(new Error('request failed'), { status: 500 });
        }),
      );
      return native;
    },
  },
  {
    title: 'quotes the value that it refuses',
    fails: ['leaks/refused-value-stays-out-of-error'],
    make(backend) {
      const sound = soundProvider(backend);
      return {
        ...sound,
        set: (address, value, options) =>
          sound.set(address, value, options).catch((error: unknown) => {
            const tooLarge = Buffer.byteLength(value) > sound.limits.maxValueBytes;
            throw tooLarge
              ? secretError(`"${value.slice(0, 80)}…" is too large.`, {
                  code: 'INVALID_ARGUMENT',
                  provider: kind,
                  operation: 'set',
                })
              : error;
          }),
      };
    },
  },
  {
    title: 'lists the value with each name',
    fails: ['leaks/answers-about-secrets-hold-no-value'],
    make(backend) {
      const sound = soundProvider(backend);
      return {
        ...sound,
        async *list(prefix, options) {
          for await (const entry of sound.list(prefix, options)) {
            yield { ...entry, value: backend.history(entry.address).at(-1)?.value };
          }
        },
      };
    },
  },
  {
    title: 'carries its options about',
    fails: ['leaks/provider-itself-shows-no-secret'],
    make: (backend) => ({ ...soundProvider(backend), options: { tokens: backend.faults.canaries } }),
  },
  {
    title: 'prints what it does',
    fails: ['leaks/failing-calls-print-nothing', 'leaks/ordinary-calls-print-nothing'],
    make(backend) {
      const sound = soundPerform(backend);
      return soundProvider(backend, (request, answer) => {
        console.debug(`${request.operation} on ${kind}`);
        return sound(request, answer);
      });
    },
  },
  {
    title: 'prints what went wrong',
    fails: ['leaks/failing-calls-print-nothing'],
    make: translating((error, request) => {
      process.stderr.write(`${request.operation} failed\n`);
      return translate(error, request);
    }),
  },
];

function translating(translateError: Translate): BrokenProvider['make'] {
  return (backend) => soundProvider(backend, soundPerform(backend, translateError));
}

function withMessage(detail: string, { code, operation }: ReturnType<Translate>): ReturnType<Translate> {
  return secretError(`it failed: ${detail}`, { code, provider: kind, operation });
}
