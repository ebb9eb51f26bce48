interface Place {
  cwd: string;
  env: NodeJS.ProcessEnv;
}

/** The example project in a temporary folder, with a key and a value for every secret. */
export declare function prepareProject(keyrack: string): Place & { folder: string; remove(): void };

/** Runs the built command; throws what it says on standard error when it fails. */
export declare function runKeyrack(keyrack: string, args: string[], place: Place & { input?: string }): void;
