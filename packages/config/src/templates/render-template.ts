import { limits } from '../limits.js';
import { callFunction, checkLength, isTruthy, textOf } from './functions.js';
import { type Expression, type Part, parseTemplate } from './parse-template.js';
import { TemplateFault } from './template-fault.js';

/** The value under a path of fields, such as `.vars.stage`. A function, so that only what is used is worked out. */
export type TemplateData = (path: readonly string[]) => unknown;

/** A template that is parsed and can be rendered many times. */
export type Template = readonly Part[];

export interface TemplateOptions {
  /** What a field that is not there does: stops, or prints `<no value>` as Go does. */
  readonly missing: 'error' | 'no value';
  readonly delimiters?: readonly [string, string] | undefined;
}

/** The delimiters of Go templates. */
export const goDelimiters: readonly [string, string] = ['{{', '}}'];

/**
 * Renders a Go template with the functions that configurations use.
 *
 * @throws {@link TemplateFault} for a missing field, an unknown function, or a form that is not supported, each by name.
 * @example
 * renderTemplate('{{ .vars.stage }}', dataOf({ vars: { stage: 'prod' } }), { missing: 'error' }); // 'prod'
 */
export function renderTemplate(
  text: string,
  data: TemplateData,
  { missing, delimiters = goDelimiters }: TemplateOptions,
): string {
  return text.includes(delimiters[0]) ? renderParsed(parseTemplate(text, delimiters), data, missing) : text;
}

/** {@link renderTemplate} of a template that is parsed already. */
export function renderParsed(template: Template, data: TemplateData, missing: TemplateOptions['missing']): string {
  let rendered = '';
  let written = 0;
  renderParts(template);
  return rendered;

  function renderParts(parts: readonly Part[]): void {
    for (const part of parts) renderPart(part);
  }

  function renderPart(part: Part): void {
    if (part.type === 'text') {
      written += part.text.length;
      rendered += part.text;
    } else if (part.type === 'output') {
      rendered += textOf(evaluate(part.value, missing === 'error'));
      checkLength(rendered.length - written);
    } else {
      const branch = part.branches.find(({ when }) => when === undefined || isTruthy(evaluate(when, false)));
      if (branch) renderParts(branch.parts);
    }
  }

  function evaluate(expression: Expression, strict: boolean): unknown {
    switch (expression.type) {
      case 'literal':
        return expression.value;
      case 'field':
        return field(expression.path, strict);
      case 'call':
        // A default is there for what may be missing, so its arguments may be.
        return callFunction(
          expression.name,
          expression.args.map((arg) => evaluate(arg, strict && !lenient.has(expression.name))),
        );
    }
  }

  function field(path: readonly string[], strict: boolean): unknown {
    if (path.length === 0) throw new TemplateFault('the whole context cannot be printed');
    const value = data(path);
    if (value === undefined && strict) throw new TemplateFault(`there is no .${path.join('.')}`);
    return value;
  }
}

/**
 * A rendered text that names something: a stack, a file, an address.
 *
 * @throws {@link TemplateFault} for one that is longer than names are, of which there would be one for each component.
 */
export function checkName(name: string): string {
  if (name.length <= limits.nameCharacters) return name;
  throw new TemplateFault(`the template comes to more than ${limits.nameCharacters} characters, where a name is wanted`);
}

const lenient: ReadonlySet<string> = new Set(['default', 'and', 'or', 'not', 'eq', 'ne']);

/** {@link TemplateData} over plain data. */
export function dataOf(root: unknown): TemplateData {
  return (path) =>
    path.reduce<unknown>((value, name) => (isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined), root);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
