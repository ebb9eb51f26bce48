// The part of a hand-written document that is made from code: what stands between two marks.

/** The document with a text between `<!-- NAME:start -->` and `<!-- NAME:end -->`, `undefined` when the marks are not there. */
export function withMarkedPart(document, name, text) {
  const [start, end] = marksOf(name);
  const [from, to] = [document.indexOf(start), document.indexOf(end)];
  if (from === -1 || to < from) return undefined;
  return `${document.slice(0, from + start.length)}\n\n${text}\n\n${document.slice(to)}`;
}

/** The two lines that enclose a part. */
export function marksOf(name) {
  return [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`];
}
