// The entries are the manual: a name without a doc comment is one that its user has to guess.
import ts from 'typescript';
import { entrySymbols } from '../entry-symbols.mjs';
import { entriesOf, published } from '../packages.mjs';
import { lineOfNode } from '../syntax.mjs';

/** @type {import('../repo.mjs').Rule} */
export function docComments(repo) {
  const found = published(repo).flatMap((pkg) =>
    entriesOf(pkg)
      .filter(({ path }) => repo.has(path))
      .flatMap(({ path }) => entrySymbols(repo, path))
      .filter(({ node }) => !hasDocComment(node))
      .map(({ name, path, node }) => ({
        path,
        line: lineOfNode(repo.tree(path), node),
        text: `say in a doc comment what "${name}" is: it is exported`,
      })),
  );
  // One declaration may be reached from two entries.
  return [...new Map(found.map((finding) => [`${finding.path}:${finding.line}:${finding.text}`, finding])).values()];
}

function hasDocComment(node) {
  return ts.getJSDocCommentsAndTags(node).some((doc) => ts.isJSDoc(doc) && docText(doc) !== '');
}

function docText(doc) {
  const { comment, tags } = doc;
  const text = typeof comment === 'string' ? comment : (comment ?? []).map((part) => part.text).join('');
  return text.trim() || (tags?.length ? 'tags' : '');
}
