// The same questions in the same order in every README, so a reader finds the answer without reading.
import { published } from '../packages.mjs';

/** @type {import('../repo.mjs').Rule} */
export function readmeHeadings(repo) {
  return published(repo).flatMap((pkg) => {
    const path = `${pkg.dir}/README.md`;
    if (!repo.has(path)) return [];
    const headings = headingsOf(repo.read(path));
    return [
      ...title(path, headings, pkg.manifest.name),
      ...order(path, headings, repo.facts.headings[pkg.facts.library === false ? 'command' : pkg.kind]),
    ];
  });
}

function title(path, [first], name) {
  return first?.text === name && first.level === 1 ? [] : [{ path, line: 1, text: `start with "# ${name}"` }];
}

function order(path, headings, wanted) {
  const sections = headings.filter(({ level }) => level === 2);
  let after = -1;
  return wanted.flatMap((text) => {
    const index = sections.findIndex((section) => section.text === text);
    if (index === -1) return [{ path, line: 1, text: `add the heading "## ${text}"` }];
    if (index < after) return [{ path, line: sections[index].line, text: `"## ${text}" is out of order: ${wanted.join(', ')}` }];
    after = index;
    return [];
  });
}

/** Headings of a Markdown text, code blocks left out. */
export function headingsOf(markdown) {
  let fenced = false;
  return markdown.split('\n').flatMap((text, index) => {
    if (/^\s*(```|~~~)/.test(text)) fenced = !fenced;
    const heading = fenced ? null : /^(#{1,6})\s+(.+?)\s*$/.exec(text);
    return heading ? [{ level: heading[1].length, text: heading[2], line: index + 1 }] : [];
  });
}
