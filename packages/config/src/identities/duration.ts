const unitSeconds: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1 };

/**
 * Seconds of a duration as Go writes it; `undefined` for other text.
 *
 * @example
 * durationSeconds('1h30m'); // 5400
 */
export function durationSeconds(text: string): number | undefined {
  if (!/^(?:\d+(?:\.\d+)?[hms])+$/.test(text)) return undefined;
  const parts = text.matchAll(/(\d+(?:\.\d+)?)([hms])/g);
  return Math.round(
    Array.from(parts, ([, amount, unit]) => Number(amount) * unitSeconds[unit!]!).reduce((sum, part) => sum + part, 0),
  );
}
