/** Variables that override the configuration, by their name without prefix. */
export interface Overrides {
  /** `KEYRACK_<name>`, else `ATMOS_<name>`; an empty variable counts as unset. */
  get(name: string): string | undefined;
  /** A list separated by commas. */
  list(name: string): readonly string[] | undefined;
}

/** Reads `ATMOS_*` variables and their `KEYRACK_*` spelling, which wins. */
export function readOverrides(env: Readonly<Record<string, string | undefined>>): Overrides {
  const get = (name: string): string | undefined => env[`KEYRACK_${name}`] || env[`ATMOS_${name}`] || undefined;
  return {
    get,
    list: (name) =>
      get(name)
        ?.split(',')
        .map((item) => item.trim())
        .filter((item) => item !== ''),
  };
}
