/**
 * The lowest version of a range as manifests here write them: `^1.2.3`, `~1.2.3` or `1.2.3`.
 *
 * @param {string} range
 */
export function lowestOf(range) {
  const [, version] = /^[\^~]?(\d+\.\d+\.\d+)$/.exec(range) ?? [];
  if (version === undefined) throw new Error(`"${range}" is not a range with a lowest version, such as ^1.2.3`);
  return version;
}
