import { createHash } from 'node:crypto';

/** A text of a quarter megabyte that ends in its own checksum, so that a mixture of two is noticed. */
export function version(number: number): string {
  const body = `${number}\n`.repeat(250_000 / (String(number).length + 1));
  return `${body}${createHash('sha256').update(body).digest('hex')}`;
}

export function isWhole(text: string): boolean {
  const body = text.slice(0, -64);
  return createHash('sha256').update(body).digest('hex') === text.slice(-64);
}
