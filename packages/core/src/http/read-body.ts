/** The text of an answer; `undefined` when it is longer than `maxBytes`, cut off, or not UTF-8. */
export async function readBody(response: Response, maxBytes: number): Promise<string | undefined> {
  const { body, headers } = response;
  if (!body) return '';
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > maxBytes) return undefined;
    chunks.push(chunk);
  }
  const promised = headers.get('content-encoding') === null ? headers.get('content-length') : null;
  if (promised !== null && Number(promised) !== length) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(joined(chunks, length));
  } catch {
    return undefined;
  }
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
