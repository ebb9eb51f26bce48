import { secretError } from './secret-error.js';

/** The grammar of a backend's names. */
export interface NameCodecOptions {
  /** Kind of the provider, for messages. */
  readonly kind: string;
  /** Characters that stand for themselves, as the inside of a character class: `A-Za-z0-9_.`. Without escape and separator. */
  readonly literal: string;
  /** Joins segments. Without one, segments are joined by an escape. */
  readonly separator?: string;
  /** One character that begins every escape. */
  readonly mark: string;
  /** Whether the backend tells `a` from `A`. */
  readonly caseSensitive: boolean;
  /** Longest native name that the backend takes, prefix included. */
  readonly maxLength: number;
  /** Native text before every name. */
  readonly prefix?: string;
}

/** Turns path segments into one native name and back, so that two paths never share a name under the backend's own equality. */
export interface NameCodec {
  /**
   * The native name of a path.
   *
   * @throws `INVALID_ARGUMENT` when the name would be too long; it is never cut or hashed.
   */
  encode(path: readonly string[]): string;
  /** The path behind a native name, or `undefined` for a name that this codec did not make. */
  decode(name: string): readonly string[] | undefined;
}

/**
 * Makes a {@link NameCodec}.
 *
 * Escapes: itself doubled, `s` next segment (where there is no separator), `u` and `l` upper case and lower case from here on (where
 * case does not count; each segment begins in upper case), `x41` one byte of UTF-8.
 *
 * @example
 * const codec = createNameCodec({ kind: 'demo', literal: 'A-Za-z0-9_', separator: '/', mark: '-', caseSensitive: true, maxLength: 512 });
 * codec.encode(['prod', 'infra/vpc', 'KEY']); // 'prod/infra-x2fvpc/KEY'
 */
export function createNameCodec(options: NameCodecOptions): NameCodec {
  const { kind, mark, separator = `${mark}s`, caseSensitive, maxLength, prefix = '' } = options;
  const literal = new RegExp(`^[${options.literal}]$`);

  function encodeSegment(segment: string): string {
    let upper = true;
    let text = '';
    for (const character of segment) {
      if (!caseSensitive && /[A-Za-z]/.test(character) && /[A-Z]/.test(character) !== upper) {
        upper = !upper;
        text += mark + (upper ? 'u' : 'l');
      }
      if (literal.test(character)) text += character;
      else if (character === mark) text += mark + mark;
      else for (const byte of new TextEncoder().encode(character)) text += `${mark}x${byte.toString(16).padStart(2, '0')}`;
    }
    return text;
  }

  function decode(name: string): readonly string[] | undefined {
    if (!fold(name).startsWith(fold(prefix))) return undefined;
    const path = readNative(name.slice(prefix.length), { mark, separator, caseSensitive });
    // A name that another tool wrote may look like one of ours: only a name that we would write is one.
    return path && fold(prefix + path.map(encodeSegment).join(separator)) === fold(name) ? path : undefined;
  }

  const fold = (name: string): string => (caseSensitive ? name : name.toLowerCase());

  return {
    encode(path) {
      const name = prefix + path.map(encodeSegment).join(separator);
      if (name.length <= maxLength) return name;
      const message = `the name of a secret has ${name.length} characters in ${kind}, which takes at most ${maxLength}. Shorten it, or the prefix.`;
      throw secretError(message, { code: 'INVALID_ARGUMENT', provider: kind, operation: 'address' });
    },
    decode,
  };
}

type Grammar = Required<Pick<NameCodecOptions, 'mark' | 'separator' | 'caseSensitive'>>;

function readNative(text: string, { mark, separator, caseSensitive }: Grammar): string[] | undefined {
  const path: string[] = [];
  let bytes: number[] = [];
  let upper = true;
  const endSegment = (): void => {
    path.push(new TextDecoder().decode(new Uint8Array(bytes)));
    bytes = [];
    upper = true;
  };
  const add = (character: string): void => void bytes.push(...new TextEncoder().encode(character));
  for (let at = 0; at < text.length; ) {
    const hex = /^x([0-9a-f]{2})/i.exec(text.slice(at + 1, at + 4))?.[1];
    const next = text[at + 1]?.toLowerCase();
    if (text.startsWith(separator, at)) {
      endSegment();
      at += separator.length;
    } else if (text[at] !== mark) {
      const character = text[at] ?? '';
      add(caseSensitive ? character : upper ? character.toUpperCase() : character.toLowerCase());
      at += 1;
    } else if (hex !== undefined) {
      bytes.push(Number.parseInt(hex, 16));
      at += 4;
    } else if (next === mark) {
      add(mark);
      at += 2;
    } else if (!caseSensitive && (next === 'u' || next === 'l')) {
      upper = next === 'u';
      at += 2;
    } else return undefined;
  }
  endSegment();
  return path;
}
