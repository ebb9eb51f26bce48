import { limits } from '../limits.js';
import { TemplateFault } from './template-fault.js';

type TemplateFunction = (...args: readonly unknown[]) => unknown;

/** The functions that configurations really use, with the argument order of Go templates and sprig. */
const functions: Readonly<Record<string, TemplateFunction>> = {
  eq: (first, ...others) => others.some((other) => other === first),
  ne: (first, second) => first !== second,
  and: (...args) => (args.every(isTruthy) ? args.at(-1) : args.find((arg) => !isTruthy(arg))),
  or: (...args) => args.find(isTruthy) ?? args.at(-1),
  not: (arg) => !isTruthy(arg),
  default: (fallback, given) => (isTruthy(given) ? given : fallback),
  lower: (text) => textOf(text).toLowerCase(),
  upper: (text) => textOf(text).toUpperCase(),
  trim: (text) => textOf(text).trim(),
  replace: (from, to, text) => replaceAll(textOf(text), textOf(from), textOf(to)),
};

/**
 * Calls a template function.
 *
 * @throws {@link TemplateFault} naming a function that is not there, and those that are.
 */
export function callFunction(name: string, args: readonly unknown[]): unknown {
  const called = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (called) return called(...args);
  throw new TemplateFault(`the template function "${name}" is not known here. There are ${Object.keys(functions).join(', ')}`);
}

/** Whether `if` takes a value for true: not zero, empty, false or absent. */
export function isTruthy(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return Boolean(value);
}

/** What Go prints for a value: text as it is, an absent one as `<no value>`. */
export function textOf(value: unknown): string {
  if (value === undefined || value === null) return '<no value>';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/**
 * Refuses a text that has become longer than templates are for.
 *
 * @throws {@link TemplateFault}
 */
export function checkLength(characters: number): void {
  if (characters > limits.renderedCharacters)
    throw new TemplateFault(`the template comes to more than ${limits.renderedCharacters} characters`);
}

// The length is checked beforehand, because the text itself could be larger than the memory.
function replaceAll(text: string, from: string, to: string): string {
  const times = from === '' ? text.length + 1 : text.split(from).length - 1;
  checkLength(text.length + times * (to.length - from.length));
  return text.replaceAll(from, () => to);
}
