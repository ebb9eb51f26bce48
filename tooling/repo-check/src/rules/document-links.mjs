// A link inside the repository leads somewhere, to the heading if it names one.
import { dirname, join } from 'node:path/posix';
import { headingsOf } from './readme-headings.mjs';

const link = /!?\[(?:[^\]\\]|\\.)*\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g;

/** @type {import('../repo.mjs').Rule} */
export function documentLinks(repo) {
  return repo.paths
    .filter((path) => path.endsWith('.md'))
    .flatMap((path) =>
      linksOf(repo.read(path)).flatMap(({ target, line }) => {
        const text = broken(repo, path, target);
        return text ? [{ path, line, text }] : [];
      }),
    );
}

function linksOf(markdown) {
  let fenced = false;
  return markdown.split('\n').flatMap((text, index) => {
    if (/^\s*(```|~~~)/.test(text)) fenced = !fenced;
    if (fenced) return [];
    return [...text.replace(/`[^`]*`/g, '').matchAll(link)].map(([, target]) => ({ target, line: index + 1 }));
  });
}

function broken(repo, path, target) {
  if (/^[a-z][a-z0-9+.-]*:/i.test(target)) return undefined;
  const [file, anchor] = target.split('#');
  const place = file === '' ? path : join(dirname(path), decodeURI(file)).replace(/\/$/, '');
  if (place.startsWith('..')) return `"${target}" leaves the repository`;
  if (!repo.has(place)) return isFolder(repo, place) ? undefined : `"${target}" leads nowhere`;
  if (!anchor || !place.endsWith('.md')) return undefined;
  return anchorsOf(repo.read(place)).includes(anchor) ? undefined : `"${target}" names a heading that is not there`;
}

function isFolder(repo, place) {
  return place === '.' || repo.paths.some((path) => path.startsWith(`${place}/`));
}

function anchorsOf(markdown) {
  return headingsOf(markdown).map(({ text }) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-'),
  );
}
