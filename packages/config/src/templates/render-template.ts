import { callFunction, isTruthy, textOf } from './functions.js';
import { type Expression, type Part, parseTemplate, TemplateFault } from './parse-template.js';

/** What fields are looked up in: the value of a top-level name. A function, so that only what is used is worked out. */
export type TemplateData = (name: string) => unknown;

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
 * renderTemplate('{{ .vars.stage }}', (name) => ({ vars: { stage: 'prod' } })[name], { missing: 'error' }); // 'prod'
 */
export function renderTemplate(
  text: string,
  data: TemplateData,
  { missing, delimiters = goDelimiters }: TemplateOptions,
): string {
  if (!text.includes(delimiters[0])) return text;
  return renderParts(parseTemplate(text, delimiters));

  function renderParts(parts: readonly Part[]): string {
    return parts.map(renderPart).join('');
  }

  function renderPart(part: Part): string {
    if (part.type === 'text') return part.text;
    if (part.type === 'output') return textOf(evaluate(part.value, missing === 'error'));
    const branch = part.branches.find(({ when }) => when === undefined || isTruthy(evaluate(when, false)));
    return branch ? renderParts(branch.parts) : '';
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

  function field([first, ...rest]: readonly string[], strict: boolean): unknown {
    if (first === undefined) throw new TemplateFault('the whole context cannot be printed');
    let value = data(first);
    for (const name of rest) value = isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
    if (value === undefined && strict) throw new TemplateFault(`there is no .${[first, ...rest].join('.')}`);
    return value;
  }
}

const lenient: ReadonlySet<string> = new Set(['default', 'and', 'or', 'not', 'eq', 'ne']);

/** The top-level names that a template may look at. */
export function fieldsOf(text: string, delimiters: readonly [string, string] = goDelimiters): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (expression: Expression): void => {
    if (expression.type === 'field' && expression.path[0] !== undefined) names.add(expression.path[0]);
    if (expression.type === 'call') expression.args.forEach(visit);
  };
  const visitPart = (part: Part): void => {
    if (part.type === 'output') visit(part.value);
    if (part.type !== 'choice') return;
    for (const { when, parts } of part.branches) {
      if (when) visit(when);
      parts.forEach(visitPart);
    }
  };
  parseTemplate(text, delimiters).forEach(visitPart);
  return names;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
