import { backendNames, backends } from './backends.js';

/** What `--help` prints. */
export function helpText(): string {
  const width = Math.max(...backendNames.map(({ length }) => length));
  const list = backendNames.map((name) => `  ${name.padEnd(width)}  ${backends[name].summary}`);
  return `Usage: keyrack-emulators <backend>... [options]

Starts secret backends on loopback, in memory, with the limits, refusals and error bodies of the real ones. Nothing is stored:
whatever was written is gone when it ends.

Backends:
${list.join('\n')}

Options:
  --port <n>             listen there; with several backends the next ones follow (default: free ports)
  --latency <ms>         every answer takes at least this long
  --tps <n>              calls a second for each service, then it throttles as the real one does
  --tls                  speak https; a CA file is made, named in the output, and removed at the end
  --format <text|json>   json prints one line: {"aws":{"url":…,"env":{…}}}
  --until-stdin-closes   end when standard input does, so that no server outlives its parent
  -h, --help             print this
  -V, --version          print the version

Once it listens it prints a line with the URL, then NAME=value lines with what clients need, a fresh login among them:

  keyrack-emulators aws > aws.out &
  until grep -q = aws.out; do sleep 0.1; done
  set -a; eval "$(grep = aws.out)"; set +a
  aws ssm put-parameter --name /shop/KEY --type SecureString --value secret

It ends on Ctrl-C (SIGINT) and SIGTERM with exit code 0. Exit code 1: it could not start. 2: the arguments are wrong.
In tests, start it in the same process instead: import { startAwsEmulator } from '@keyrack/emulators'.
`;
}
