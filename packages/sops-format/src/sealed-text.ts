/** The parts of `ENC[AES256_GCM,data:…,iv:…,tag:…,type:…]`. */
export interface SealedText {
  readonly data: Buffer;
  readonly nonce: Buffer;
  readonly tag: Buffer;
  readonly type: string;
}

const opening = 'ENC[AES256_GCM,data:';
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Node's decoder skips what it does not know; the official tool refuses it, and so must we. */
function decode(text: string): Buffer | undefined {
  return text !== '' && base64.test(text) ? Buffer.from(text, 'base64') : undefined;
}

/** Splits the text form of an encrypted value; `undefined` when it is not one. What follows the last bracket is ignored. */
export function parseSealed(text: string): SealedText | undefined {
  if (!text.startsWith(opening)) return undefined;
  const iv = text.indexOf(',iv:', opening.length);
  const tagAt = text.indexOf(',tag:', iv);
  const typeAt = text.indexOf(',type:', tagAt);
  const end = text.lastIndexOf(']');
  if (iv === -1 || tagAt === -1 || typeAt === -1 || end <= typeAt + 6) return undefined;
  const data = decode(text.slice(opening.length, iv));
  const nonce = decode(text.slice(iv + 4, tagAt));
  const tag = decode(text.slice(tagAt + 5, typeAt));
  if (data === undefined || nonce === undefined || tag === undefined) return undefined;
  return { data, nonce, tag, type: text.slice(typeAt + 6, end) };
}

/** The text form of an encrypted value. */
export function formatSealed({ data, nonce, tag, type }: SealedText): string {
  return `${opening}${data.toString('base64')},iv:${nonce.toString('base64')},tag:${tag.toString('base64')},type:${type}]`;
}
