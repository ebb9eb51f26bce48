import { AwsError, invalid, violated } from './aws-error.js';

/** The parameters of one call, read with the checks that every service does first. */
export interface Input {
  /** A required text. */
  text(field: string): string;
  optionalText(field: string): string | undefined;
  flag(field: string): boolean;
  /** A list of texts, empty when missing. */
  texts(field: string): readonly string[];
  /** A list of structures, empty when missing. */
  items(field: string): readonly Input[];
  /** A whole number within bounds. */
  number(field: string, bounds: NumberBounds): number;
  optionalNumber(field: string): number | undefined;
  has(field: string): boolean;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Bounds of a number, and what is meant without it. */
export interface NumberBounds {
  readonly min: number;
  readonly max: number;
  readonly fallback: number;
}

/** Reads the members of a request. */
export function readInput(fields: Readonly<Record<string, unknown>>): Input {
  const optionalText = (field: string) => member(fields, field, isText, 'a string');
  const optionalNumber = (field: string) => member(fields, field, isNumber, 'a number');
  const input: Input = {
    fields,
    has: (field) => given(fields, field) !== undefined,
    optionalText,
    optionalNumber,
    text(field) {
      const value = optionalText(field);
      if (value === undefined) throw missing(field);
      return value;
    },
    flag: (field) => member(fields, field, isFlag, 'a boolean') ?? false,
    texts: (field) => member(fields, field, isTexts, 'a list of strings') ?? [],
    items: (field) => (member(fields, field, isRecords, 'a list of structures') ?? []).map(readInput),
    number(field, { min, max, fallback }) {
      const value = optionalNumber(field) ?? fallback;
      if (value < min) throw violated(camel(field), String(value), `Member must have value greater than or equal to ${min}`);
      if (value > max) throw violated(camel(field), String(value), `Member must have value less than or equal to ${max}`);
      return value;
    },
  };
  return input;
}

/** Refuses a list that is longer or shorter than the service takes. */
export function checkLength(field: string, list: readonly unknown[], { min = 1, max }: { min?: number; max: number }): void {
  const shown = `[${list.map(String).join(', ')}]`;
  if (list.length < min) throw violated(camel(field), shown, `Member must have length greater than or equal to ${min}`);
  if (list.length > max) throw violated(camel(field), shown, `Member must have length less than or equal to ${max}`);
}

function missing(field: string): AwsError {
  return invalid(
    `1 validation error detected: Value null at '${camel(field)}' failed to satisfy constraint: Member must not be null`,
  );
}

function given(fields: Readonly<Record<string, unknown>>, field: string): unknown {
  return Object.hasOwn(fields, field) ? (fields[field] ?? undefined) : undefined;
}

function member<T>(
  fields: Readonly<Record<string, unknown>>,
  field: string,
  accepts: (value: unknown) => value is T,
  wanted: string,
): T | undefined {
  const value = given(fields, field);
  if (value === undefined || accepts(value)) return value as T | undefined;
  throw new AwsError('SerializationException', `${field} is not ${wanted}`);
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): value is number => Number.isInteger(value);
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';
const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);
const isRecords = (value: unknown): value is Record<string, unknown>[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'object' && item !== null);

function camel(field: string): string {
  return field.charAt(0).toLowerCase() + field.slice(1);
}
