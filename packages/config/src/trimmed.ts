/** A text without some characters at both ends. In time that grows with the text, as an expression that looks for its end does not. */
export function trimmed(text: string, characters: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && characters.includes(text[start]!)) start += 1;
  while (start < end && characters.includes(text[end - 1]!)) end -= 1;
  return text.slice(start, end);
}
