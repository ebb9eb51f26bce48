import { type ScalarTag, stringify } from 'yaml';

// Numbers whose digits a double would change are printed as they were written.
const exactNumber: ScalarTag = {
  tag: 'tag:yaml.org,2002:float',
  default: true,
  identify: (value) => (JSON as typeof JSON & { isRawJSON(value: unknown): boolean }).isRawJSON(value),
  resolve: (text) => text,
  stringify: ({ value }) => (value as { readonly rawJSON: string }).rawJSON,
};

/** YAML text of plain data, one value a line. A module of its own, so that the library is loaded only when YAML is printed. */
export function toYaml(data: unknown): string {
  return stringify(data, { lineWidth: 0, aliasDuplicateObjects: false, customTags: [exactNumber] });
}
