const full = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:([Tt ])(\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,](\d+))?(Z|[+-]\d{2}:\d{2})?)?$/;

const pad = (text: string): string => text.padStart(2, '0');

function isDate(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day <= (days[month - 1] ?? 0);
}

/** The offset as Go prints it: a zero offset becomes `Z`. */
function offsetOf(zone: string | undefined): string | undefined {
  if (zone === undefined || zone === 'Z' || zone === '+00:00' || zone === '-00:00') return 'Z';
  const hours = Number(zone.slice(1, 3));
  return hours <= 24 && Number(zone.slice(4)) < 60 ? zone : undefined;
}

/**
 * Reads a timestamp in the four spellings that Go's YAML library takes for one, and prints it the way Go does: RFC 3339, at most
 * nine digits of a second, trailing zeros dropped. `undefined` when the text is not a timestamp and thus an ordinary string.
 */
export function goTime(text: string): string | undefined {
  const match = full.exec(text);
  if (match === null) return undefined;
  const [, year = '', month = '', day = '', mark, hour = '0', minute = '0', second = '0', digits = '', zone] = match;
  if (!isDate(Number(year), Number(month), Number(day))) return undefined;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  // With a T a zone is required, with a space it is not allowed.
  if (mark !== undefined && (mark === ' ') !== (zone === undefined)) return undefined;
  const offset = offsetOf(zone);
  if (offset === undefined) return undefined;
  const fraction = digits.slice(0, 9).replace(/0+$/, '');
  const time = `${pad(hour)}:${pad(minute)}:${pad(second)}${fraction === '' ? '' : `.${fraction}`}`;
  return `${year}-${pad(month)}-${pad(day)}T${time}${offset}`;
}

/** Drops the fraction of a second, as Go does when it re-formats `lastmodified`. */
export function wholeSeconds(time: string): string {
  return time.replace(/\.\d+/, '');
}
