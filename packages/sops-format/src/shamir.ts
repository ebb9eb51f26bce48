/** Product in GF(2^8) modulo x^8 + x^4 + x^3 + x + 1, without branches or tables that depend on secret bytes. */
function multiply(left: number, right: number): number {
  let product = 0;
  let shifted = left;
  for (let bit = 0; bit < 8; bit++) {
    product ^= shifted & -((right >> bit) & 1);
    shifted = ((shifted << 1) ^ (0x11b & -(shifted >> 7))) & 0x1ff;
  }
  return product & 0xff;
}

/** The inverse of x is x^254, since the multiplicative group has 255 elements. */
function inverse(value: number): number {
  let result = 1;
  for (let step = 0; step < 254; step++) result = multiply(result, value);
  return result;
}

/** Weight of the share at `x` when the polynomial through all of `xs` is evaluated at zero. */
function weightAtZero(x: number, xs: readonly number[]): number {
  return xs.reduce((weight, other) => (other === x ? weight : multiply(weight, multiply(other, inverse(other ^ x)))), 1);
}

/**
 * Puts a secret together from Shamir shares, each the y bytes followed by the x byte. `undefined` when the shares cannot belong
 * together; too few shares give a wrong secret, which only the authentication of what it opens will show.
 */
export function combineShares(shares: readonly Uint8Array[]): Uint8Array | undefined {
  const length = (shares[0]?.length ?? 0) - 1;
  const xs = shares.map((share) => share[share.length - 1] ?? 0);
  if (length < 1 || shares.some((share) => share.length !== length + 1)) return undefined;
  if (xs.includes(0) || new Set(xs).size !== xs.length) return undefined;
  const secret = new Uint8Array(length);
  shares.forEach((share, index) => {
    const weight = weightAtZero(xs[index] ?? 0, xs);
    for (let at = 0; at < length; at++) secret[at] = (secret[at] ?? 0) ^ multiply(share[at] ?? 0, weight);
  });
  return secret;
}
