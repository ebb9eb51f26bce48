/** A path as people write it in configuration: a leading `~` and `$NAME` or `${NAME}` replaced; unknown variables become empty. */
export function expandPath(
  path: string,
  { env, homeDir }: { readonly env: Readonly<Record<string, string | undefined>>; readonly homeDir: string },
): string {
  return path
    .replace(/^~(?=$|[/\\])/, () => homeDir)
    .replaceAll(/\$(?:\{(\w+)\}|(\w+))/g, (_, braced: string | undefined, bare: string) => variable(braced ?? bare));

  // A plain object answers to more names than those of variables.
  function variable(name: string): string {
    return (Object.hasOwn(env, name) ? env[name] : undefined) ?? '';
  }
}
