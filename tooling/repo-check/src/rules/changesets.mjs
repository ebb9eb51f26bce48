// A changeset names packages that exist, and a new major of core is one for every provider too: the caret range would hide it (ADR 0012).
import { providers, published } from '../packages.mjs';

const file = /^\.changeset\/(?!README\.md$)[^/]+\.md$/;

/** @type {import('../repo.mjs').Rule} */
export function changesets(repo) {
  const names = new Set(published(repo).map(({ manifest }) => manifest.name));
  const bumps = repo.paths.filter((path) => file.test(path)).flatMap((path) => bumpsOf(path, repo.read(path)));
  const wrong = bumps.flatMap(({ path, line, name, bump, summary }) => {
    if (name === undefined) return [{ path, line, text: "start with '---', lines of 'package': bump, and '---'" }];
    if (!names.has(name)) return [{ path, line, text: `"${name}" is no published package of this repository` }];
    if (!/^(patch|minor|major)$/.test(bump)) return [{ path, line, text: `"${bump}" must be patch, minor or major` }];
    return summary ? [] : [{ path, line, text: 'tell the user in a sentence what changes' }];
  });
  return [...wrong, ...missingMajors(repo, bumps)];
}

function bumpsOf(path, text) {
  const [, head, summary] = /^---\n([\s\S]*?)\n?---\n?([\s\S]*)$/.exec(text) ?? [];
  if (head === undefined) return [{ path, line: 1 }];
  return head.split('\n').flatMap((line, index) => {
    const [, name, bump] = /^\s*['"]?([^'":\s]+)['"]?\s*:\s*(\S+)\s*$/.exec(line) ?? [];
    return name ? [{ path, line: index + 2, name, bump, summary: summary?.trim() }] : [];
  });
}

function missingMajors(repo, bumps) {
  const core = bumps.find(({ name, bump }) => name === '@keyrack/core' && bump === 'major');
  if (!core) return [];
  return providers(repo)
    .filter(({ manifest }) => !bumps.some(({ name, bump }) => name === manifest.name && bump === 'major'))
    .map(({ manifest }) => ({
      path: core.path,
      line: core.line,
      text: `a major of core needs a major changeset for "${manifest.name}" too`,
    }));
}
