/** Every flag of every command by the name that the parser gives it; a command sees those that it lists. */
export interface Flags {
  readonly stack?: string;
  readonly component?: string;
  readonly type?: string;
  /** `true` for the flag without a name. */
  readonly identity?: string | true;
  readonly mask?: boolean;
  readonly reveal?: boolean;
  readonly interactive?: boolean;
  readonly config?: readonly string[];
  readonly configPath?: readonly string[];
  readonly basePath?: string;
  readonly chdir?: string;
  readonly debug?: boolean;
  readonly format?: string;
  readonly path?: string;
  readonly raw?: boolean;
  readonly force?: boolean;
  readonly all?: boolean;
  readonly includeShared?: boolean;
  readonly stdin?: boolean;
  readonly exact?: boolean;
  readonly allowEmpty?: boolean;
  readonly ifAbsent?: boolean;
  readonly verbose?: boolean;
  readonly verify?: boolean;
  readonly dryRun?: boolean;
  readonly input?: string;
  readonly mode?: string;
  readonly fromFile?: string;
  readonly vault?: string;
  readonly allowMissing?: boolean;
}

/** How a flag is declared; `variable` is its environment name without `KEYRACK_` or `ATMOS_`. */
export interface FlagSpec {
  readonly flags: string;
  readonly summary: string;
  readonly variable?: string;
  readonly choices?: readonly string[];
  readonly repeatable?: true;
  readonly hidden?: true;
}

/** Flags of every command that names a secret's place. */
export const targetFlags: readonly FlagSpec[] = [
  { flags: '-s, --stack <name>', summary: 'stack', variable: 'STACK' },
  { flags: '-c, --component <name>', summary: 'component', variable: 'COMPONENT' },
  { flags: '--type <type>', summary: 'component type, such as terraform' },
  {
    flags: '-i, --identity [name]',
    summary: 'identity that cloud backends log in with; without a name: asks; false: none',
    variable: 'IDENTITY',
  },
];

/** Flags of commands that print values, or texts with values in them. */
export const maskFlags: readonly FlagSpec[] = [
  { flags: '--mask', summary: 'mask secret values in output (default)', variable: 'MASK' },
  { flags: '--no-mask', summary: 'show secret values', hidden: true },
  { flags: '--reveal', summary: 'show secret values; the same as --mask=false' },
];

/** The flag of commands that may ask something at a terminal. */
export const askFlag: FlagSpec = { flags: '--no-interactive', summary: 'never ask, even at a terminal' };

/** Flags that every command takes. The hidden ones are for Atmos scripts, which write them to any command. */
export const globalFlags: readonly FlagSpec[] = [
  { flags: '--config <file>', summary: 'use only this configuration file (repeatable)', repeatable: true },
  { flags: '--config-path <dir>', summary: 'use only the configuration in this folder (repeatable)', repeatable: true },
  { flags: '--base-path <dir>', summary: 'base path of the project' },
  { flags: '--chdir <dir>', summary: 'work as if started in this folder' },
  { flags: '--debug', summary: 'tell how backends were asked and how they failed, without names or values', variable: 'DEBUG' },
  { flags: '--mask', summary: 'has no effect here', hidden: true },
  { flags: '--no-mask', summary: 'has no effect here', hidden: true },
  { flags: '--interactive', summary: 'ask at a terminal (default)', hidden: true },
  { flags: '--no-interactive', summary: 'has no effect here', hidden: true },
  { flags: '--logs-level <level>', summary: 'has no effect', hidden: true },
];

export const formatFlag = (...choices: readonly string[]): FlagSpec => ({
  flags: '-f, --format <format>',
  summary: 'output format',
  choices,
});

/** For commands whose result is a message: the same as data. */
export const resultFlag: FlagSpec = {
  flags: '--format <format>',
  summary: 'print the result as data',
  choices: ['text', 'json'],
};
