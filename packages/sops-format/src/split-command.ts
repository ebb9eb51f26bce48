const word = /(?:[^\s'"\\]|\\[\s\S]|'[^']*'|"(?:[^"\\]|\\[\s\S])*")+/y;
const part = /'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|\\([\s\S])|([^'"\\]+)/g;

/** Inside double quotes a backslash is itself unless it stands before one of these. */
function withoutEscapes(text: string): string {
  return text.replaceAll(/\\(["\\$`]|\n)/g, (_, letter: string) => (letter === '\n' ? '' : letter));
}

function unquote(text: string): string {
  return [...text.matchAll(part)]
    .map(
      ([, single, double, escaped, bare]) => single ?? (double === undefined ? (escaped ?? bare ?? '') : withoutEscapes(double)),
    )
    .join('');
}

/** Splits a command line into its words as a shell would, without variables, globs or any other expansion; `undefined` when a quote is left open. */
export function splitCommand(line: string): string[] | undefined {
  const words: string[] = [];
  let at = 0;
  for (;;) {
    while (/\s/.test(line[at] ?? '')) at += 1;
    if (at >= line.length) return words;
    word.lastIndex = at;
    const match = word.exec(line)?.[0];
    const end = at + (match?.length ?? 0);
    if (match === undefined || (end < line.length && !/\s/.test(line[end] ?? ''))) return undefined;
    words.push(unquote(match));
    at = end;
  }
}
