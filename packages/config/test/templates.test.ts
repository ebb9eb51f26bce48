import { describe, expect, it, test } from 'vitest';
import { dataOf, renderTemplate, type TemplateOptions } from '../src/templates/render-template.js';

const data: Readonly<Record<string, unknown>> = {
  vars: { tenant: 'plat', stage: 'prod', empty: '', count: 3, on: true, nested: { deep: 'x' } },
  atmos_stack: 'plat-prod',
};
const render = (text: string, options: TemplateOptions = { missing: 'error' }): string =>
  renderTemplate(text, dataOf(data), options);

describe('templates', () => {
  test.each([
    ['plain text', 'plain text'],
    ['{{.vars.stage}}', 'prod'],
    ['{{ .vars.tenant }}-{{ .vars.stage }}', 'plat-prod'],
    ['{{ $.vars.nested.deep }}', 'x'],
    ['{{ .vars.stage | upper }}', 'PROD'],
    ['{{ upper .vars.stage }}', 'PROD'],
    ['{{ .vars.absent | default "dev" }}', 'dev'],
    ['{{ default "dev" .vars.stage }}', 'prod'],
    ['{{ .vars.stage | replace "pro" "" | upper }}', 'D'],
    ['{{ trim "  a " }}', 'a'],
    ['{{ if eq .vars.stage "prod" }}yes{{ else }}no{{ end }}', 'yes'],
    ['{{ if eq .vars.stage "a" "prod" }}yes{{ end }}', 'yes'],
    ['{{ if .vars.empty }}a{{ else if .vars.on }}b{{ else }}c{{ end }}', 'b'],
    ['{{ if and .vars.on (ne .vars.stage "dev") }}x{{ end }}', 'x'],
    ['{{ if or .vars.empty (not .vars.on) }}x{{ else }}y{{ end }}', 'y'],
    ['{{ if .vars.absent }}x{{ end }}.', '.'],
    ['{{ if eq .vars.count 3 }}{{ if .vars.on }}in{{ end }}{{ end }}', 'in'],
    ['a {{- .vars.stage -}} b', 'aprodb'],
    ['{{/* nothing */}}x', 'x'],
    ['{{ "a\\"b" }}{{ `c` }}', 'a"bc'],
  ])('%s', (text, result) => {
    expect(render(text)).toBe(result);
  });

  test.each([
    ['{{ .vars.absent }}', 'there is no .vars.absent'],
    ['{{ sha256sum .vars.stage }}', 'the template function "sha256sum" is not known'],
    ['{{ range .vars }}x{{ end }}', 'the template keyword "range" is not supported'],
    ['{{ if .a }}x', 'an if has no end'],
    ['{{ .vars.stage', '{{ has no }}'],
    ['x{{ end }}', 'stands outside of an if'],
    ['{{ .vars.stage | "x" }}', 'pipes into something that is not a function'],
    ['{{ § }}', 'is not understood'],
  ])('refuses %s', (text, message) => {
    expect(() => render(text)).toThrow(message);
  });

  it('prints what is not there as Go does, when asked to', () => {
    expect(render('{{ .vars.absent }}', { missing: 'no value' })).toBe('<no value>');
  });

  it('takes other delimiters', () => {
    expect(render('[[ .vars.stage ]] {{ x }}', { missing: 'error', delimiters: ['[[', ']]'] })).toBe('prod {{ x }}');
  });
});
