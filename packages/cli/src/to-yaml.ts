import { stringify } from 'yaml';

/** YAML text of plain data, one value a line. A module of its own, so that the library is loaded only when YAML is printed. */
export function toYaml(data: unknown): string {
  return stringify(data, { lineWidth: 0, aliasDuplicateObjects: false });
}
