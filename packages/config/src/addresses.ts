import { join } from 'node:path';
import { type Address, type Coordinate, defaultLayout } from '@keyrack/core';
import type { BackendEntry } from './backend-entries.js';
import type { ProjectIo } from './io.js';
import { atmosAddress } from './layouts/atmos.js';
import { sopsFile } from './layouts/sops-file.js';
import { type Owner, type RenderRules, renderForOwner } from './owner.js';
import { vaultPath } from './provider-options.js';

/** What a project's addresses depend on beside the declaration. */
export interface AddressRules {
  readonly layout: 'atmos' | 'default';
  readonly basePath: string;
  readonly cwd: string;
  readonly io: ProjectIo;
  readonly render: RenderRules;
  /** Takes the place of the `file` of each vault: where values would lie, or have lain, under another arrangement. */
  readonly vaultFile?: string | undefined;
}

/** One secret to be located. */
export interface Locatable {
  readonly coordinate: Coordinate;
  readonly reference: string | undefined;
  readonly owner: Owner;
  /** Whether the declaration stands in a manifest, where templates see the whole component. */
  readonly inManifest: boolean;
}

/**
 * Where a secret lies in its backend.
 *
 * @throws `INVALID_CONFIG` when a template in the address cannot be rendered.
 */
export function locateSecret(entry: BackendEntry, secret: Locatable, rules: AddressRules): Address {
  const { coordinate, owner, inManifest } = secret;
  const render = (text: string, early: boolean): string => renderForOwner(text, coordinate, owner, early, rules.render);
  const reference = secret.reference === undefined ? undefined : render(secret.reference, inManifest);
  const options = vaultPath(entry.kind, entry.options());
  const text = (key: string): string | undefined => (typeof options[key] === 'string' ? options[key] : undefined);
  if (entry.sops) {
    const pattern = rules.vaultFile ?? text('file');
    const vaultInManifest = entry.origin === 'vault' && !entry.inMainFile;
    const file = pattern === undefined ? undefined : render(withPlaceholders(pattern, coordinate, entry), vaultInManifest);
    const placed = sopsFile(coordinate, { file, directory: text('path'), injective: rules.layout === 'default' });
    return { path: [insideProject(placed, rules), reference ?? coordinate.name] };
  }
  if (rules.layout === 'atmos' || entry.kind === 'onepassword') {
    const prefix = entry.kind === 'onepassword' ? text('vault') : text('prefix');
    return atmosAddress(coordinate, { kind: entry.kind, prefix, stackDelimiter: text('stack_delimiter'), reference });
  }
  return reference === undefined ? defaultLayout.address(coordinate, { kind: entry.kind, prefix: '' }) : { reference };
}

// Only the founding documents' form has them: in a vault made for Atmos braces are part of the name.
function withPlaceholders(pattern: string, coordinate: Coordinate, { origin }: BackendEntry): string {
  if (origin !== 'backend') return pattern;
  const parts = {
    stack: 'stack' in coordinate ? coordinate.stack : '',
    component: 'component' in coordinate ? coordinate.component : '',
  };
  return pattern.replaceAll(/(?<!\{)\{(stack|component)\}(?!\})/g, (_, name: 'stack' | 'component') => parts[name]);
}

/** Atmos wrote into the working directory; a file that is there, and not in the project, is the one meant. */
function insideProject(file: string, { basePath, cwd, io }: AddressRules): string {
  if (cwd === basePath || file.startsWith('/') || io.kind(join(basePath, file)) !== undefined) return file;
  const here = join(cwd, file);
  return io.kind(here) === 'file' ? here : file;
}
