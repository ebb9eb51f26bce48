/** What is wrong with a template, for the caller to place. */
export class TemplateFault extends Error {}

/** The fault of an action that nobody understands. A long one is cut. */
export function notUnderstood(text: string, why = 'is not understood'): TemplateFault {
  const action = text.trim();
  return new TemplateFault(`{{ ${action.length > 100 ? `${action.slice(0, 100)}…` : action} }} ${why}`);
}
