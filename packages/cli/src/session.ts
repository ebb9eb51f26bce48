import { resolve } from 'node:path';
import { nodeIo, type OpenProjectOptions, openProject, type Project, type ProjectIo } from '@keyrack/config';
import type { Masker } from '@keyrack/core';
import { createSops, sopsOptions } from '@keyrack/sops';
import { createDebugLog } from './debug-log.js';
import type { Flags } from './flags.js';
import { createOutput, type Output } from './output.js';
import { pickIdentity } from './pick-identity.js';
import { createSessionMasker } from './session-masker.js';
import { type EndingSignal, type Terminal, variable } from './terminal.js';

/** One run of the command line: its terminal, its masker, and its project, which is opened at first use. */
export interface Session {
  readonly terminal: Terminal;
  readonly masker: Masker;
  readonly out: Output;
  /** Whether a question may be asked. */
  readonly interactive: boolean;
  /** Whether values may be shown. */
  readonly reveal: boolean;
  /** Whether to tell more than users need as a rule. */
  readonly debug: boolean;
  /** Takes over the flags that concern the whole run. */
  use(flags: Flags): void;
  /** The project. Whoever opens it may take the failures of manifests, which then stop nothing else. */
  project(tolerate?: Tolerate): Promise<Project>;
  /** Aborts when the user ends the command; there is none before the project is opened, since nothing waits until then. */
  readonly signal: AbortSignal | undefined;
  /** By what the user ended the command. */
  readonly endedBy: EndingSignal | undefined;
  /**
   * Tells the warnings of the project now that were held back until then, and those to come at once. A command that writes, or starts
   * what may run for long, calls it before; for the others the end is early enough, when what was told as an error is no warning.
   */
  tellWarnings(): void;
  /** Leaves signals to somebody else from now on. */
  ignoreSignals(): void;
  close(): Promise<void>;
}

type Tolerate = OpenProjectOptions['tolerate'];

/** Makes the {@link Session} of one run. */
export function createSession(terminal: Terminal): Session {
  const masker = createSessionMasker(terminal.env);
  const out = createOutput(terminal, masker);
  let flags: Flags = {};
  let opened: Promise<Project> | undefined;
  const log = createDebugLog(out.debug);
  const warnings = heldBack(out.warn);
  let masked = true;
  let ending: AbortController | undefined;
  let endedBy: EndingSignal | undefined;
  let ignoreSignals = (): void => {};

  function listen(): void {
    ending ??= new AbortController();
    ignoreSignals = terminal.onSignal((signal) => {
      endedBy = signal;
      ending?.abort();
    });
  }

  // While a command of the configuration runs nothing of ours does, so nobody would hear a signal: it ends the process by itself then.
  function execUnheard(...command: Parameters<ProjectIo['exec']>): string {
    ignoreSignals();
    try {
      return nodeIo.exec(...command);
    } finally {
      if (!endedBy) listen();
    }
  }

  async function open(tolerate: Tolerate, identity?: string): Promise<Project> {
    return openProject({
      cwd: resolve(terminal.cwd, flags.chdir ?? '.'),
      env: terminal.env,
      homeDir: terminal.homeDir,
      io: { ...nodeIo, exec: execUnheard },
      configFiles: flags.config,
      configPaths: flags.configPath,
      basePath: flags.basePath,
      installedAt: import.meta.url,
      // The default backend comes along: a project of configuration files has no packages.
      embedded: { '@keyrack/sops': async () => ({ createSops, sopsOptions }) },
      identity,
      tolerate,
      masker,
      warn: warnings.hear,
      ...(flags.debug && { observe: log.observe }),
      signal: ending?.signal,
    });
  }

  // A name is asked for among those of the project, which therefore is opened before it is known.
  async function openAsked(session: Session, tolerate: Tolerate): Promise<Project> {
    const { identity } = flags;
    const project = await open(tolerate, identity === true ? await pickIdentity(session, await open(tolerate)) : identity);
    masked = project.maskSettings.enabled ?? true;
    await masker.configure(project.maskSettings, out.warn);
    out.reveal = session.reveal;
    return project;
  }

  return {
    terminal,
    masker,
    out,
    get interactive() {
      const forced = variable(terminal, 'FORCE_TTY') === 'true';
      return flags.interactive !== false && !terminal.env.CI && (forced || terminal.stdin.isTTY === true);
    },
    get reveal() {
      return flags.reveal === true || !(flags.mask ?? masked);
    },
    get debug() {
      return flags.debug === true;
    },
    use(given) {
      flags = given;
      out.reveal = this.reveal;
    },
    project(tolerate) {
      if (!opened) listen();
      opened ??= openAsked(this, tolerate);
      return opened;
    },
    get signal() {
      return ending?.signal;
    },
    get endedBy() {
      return endedBy;
    },
    tellWarnings: warnings.tell,
    ignoreSignals: () => ignoreSignals(),
    async close() {
      const project = await opened?.catch(() => undefined);
      if (project) warnings.tell();
      try {
        await project?.close();
      } finally {
        if (project && flags.debug) log.end();
        ignoreSignals();
      }
    },
  };
}

/** Keeps warnings back, each once, until they are told; those to come are told at once then. */
function heldBack(warn: (message: string) => void): { readonly hear: (warning: string) => void; readonly tell: () => void } {
  const held = new Set<string>();
  let hear = (warning: string): void => void held.add(warning);
  return {
    hear: (warning) => hear(warning),
    tell() {
      hear = warn;
      for (const warning of held) warn(warning);
      held.clear();
    },
  };
}
