import { decodeUnpaddedBase64 } from './base64.js';

const intro = 'age-encryption.org/v1';
const lineLetters = 64;
const macBytes = 32;

/** One way to the file key, for one recipient. */
export interface AgeStanza {
  readonly type: string;
  /** What follows the type on its line. */
  readonly args: readonly string[];
  readonly body: Buffer;
}

export interface AgeHeader {
  readonly stanzas: readonly AgeStanza[];
  /** What the authentication code covers: all up to the three dashes, these included. */
  readonly covered: Buffer;
  readonly mac: Buffer;
  /** Where the payload starts. */
  readonly length: number;
}

/** Where the header of an age file ends, its authentication code included. */
export function headerLength(file: Buffer): number | undefined {
  const footer = file.indexOf('\n--- ');
  const end = footer === -1 ? -1 : file.indexOf('\n', footer + 1);
  return end === -1 ? undefined : end + 1;
}

/** The body that starts at a line: full lines and a short one, which is empty when the others hold everything. */
function readBody(lines: readonly string[], start: number): { body: Buffer; next: number } | undefined {
  const parts: Buffer[] = [];
  for (let next = start; next < lines.length; next += 1) {
    const line = lines[next] ?? '';
    const part = line.length > lineLetters ? undefined : decodeUnpaddedBase64(line);
    if (part === undefined) return undefined;
    parts.push(part);
    if (line.length < lineLetters) return { body: Buffer.concat(parts), next: next + 1 };
  }
  return undefined;
}

function readStanzas(lines: readonly string[]): AgeStanza[] | undefined {
  const stanzas: AgeStanza[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? '';
    const read = /^->( [!-~]+)+$/.test(line) ? readBody(lines, at + 1) : undefined;
    if (read === undefined) return undefined;
    const [type = '', ...args] = line.slice('-> '.length).split(' ');
    stanzas.push({ type, args, body: read.body });
    at = read.next;
  }
  return stanzas;
}

/** Reads the header of a binary age file. `undefined` for anything that the specification of age v1 does not spell out. */
export function parseAgeHeader(file: Buffer): AgeHeader | undefined {
  const length = headerLength(file);
  if (length === undefined) return undefined;
  const lines = file.toString('latin1', 0, length - 1).split('\n');
  const footer = lines.pop() ?? '';
  if (lines.shift() !== intro || lines.length === 0) return undefined;
  const stanzas = readStanzas(lines);
  const mac = decodeUnpaddedBase64(footer.slice('--- '.length));
  if (stanzas === undefined || mac?.length !== macBytes) return undefined;
  return { stanzas, covered: file.subarray(0, length - 1 - footer.length + '---'.length), mac, length };
}
