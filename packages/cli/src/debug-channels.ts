import { writeSync } from 'node:fs';

const aside = 'KEYRACK_SET_ASIDE_';

// Those that show what passes through the process or open its memory. Profiles and traces of calls hold no values.
const telling = /^--(inspect(-.+)?|debug-port|heapsnapshot-.+|report-.+|trace-tls|tls-keylog)$/;

/**
 * Starts this process anew without the debug channels of Node, before it has seen a value: `NODE_DEBUG=child_process` shows the whole
 * environment of a child, `stream` what is typed. Node reads such variables before any code of ours runs, so nothing less helps.
 * They are meant for children as a rule, and so the next process takes them back into its environment.
 */
export function leaveDebugChannels(env: NodeJS.ProcessEnv): void {
  const quiet = { ...env };
  const left: string[] = [];
  for (const [name, without] of Object.entries(channels)) {
    const given = env[name];
    const rest = without(given ?? '');
    if (given === undefined || rest === given) continue;
    left.push(name);
    quiet[name] = rest;
    quiet[aside + name] = given;
  }
  if (left.length > 0) startAnew(quiet, left.join(' and '));
  for (const name of Object.keys(channels)) {
    const given = env[aside + name];
    delete env[aside + name];
    if (given !== undefined) env[name] = given;
  }
}

const channels: Readonly<Record<string, (given: string) => string>> = {
  NODE_DEBUG: () => '',
  NODE_DEBUG_NATIVE: () => '',
  NODE_OPTIONS: narrowed,
};

/** The text of `NODE_OPTIONS` without the options that tell of values. Every other one may be needed, such as for certificates. */
export function narrowed(options: string): string {
  const words = options.match(/(?:"(?:\\.|[^"\\])*"?|[^ "])+/gs) ?? [];
  let dropping = false;
  const kept = words.filter((word) => {
    const [name = ''] = plain(word).split('=', 1);
    // What follows an option without a dash is its value.
    if (name.startsWith('-')) dropping = telling.test(name.replaceAll('_', '-'));
    return !dropping;
  });
  return kept.length === words.length ? options : kept.join(' ');
}

// As Node reads it: a backslash stands for what follows it, between quotes and nowhere else.
function plain(word: string): string {
  return word.replaceAll(/"((?:\\.|[^"\\])*)"?/gs, (_, quoted: string) => quoted.replaceAll(/\\(.)/gs, '$1'));
}

function startAnew(env: NodeJS.ProcessEnv, left: string): void {
  const { execve } = process;
  if (!execve) {
    say(`error: ${left} can show secret values, and this Node cannot run keyrack without. Unset it, or use 22.15 or newer.`);
    process.exit(1);
  }
  say(`warning: ${left} can show secret values: keyrack itself runs without what that switches on, a child of exec with it.`);
  execve(process.execPath, [process.execPath, ...process.execArgv, ...process.argv.slice(1)], env);
}

function say(sentence: string): void {
  try {
    writeSync(2, `${sentence}\n`);
  } catch {
    // Nobody hears it, which changes nothing of what is done.
    return;
  }
}
