import type { ScalarValue } from './node.js';
import { plainScalar } from './plain-scalar.js';

/** The text is not in the plain layout, so the YAML library has to read it. */
export class NotPlain extends Error {}

const double = /"[^"\\\n]*(?:\\["\\/bfnrt][^"\\\n]*)*"/y;
const single = /'[^'\n]*(?:''[^'\n]*)*'/y;
const plainStart = /[^ \n?:,[\]{}#&*!|>'"%@`-]|-(?=[\w.-])/y;
const plainEnd = /:(?= |$)| #|$/gm;
const plainEndInFlow = /:(?=[ ,[\]{}]|$)|[,[\]{}]| #|$/gm;

/** What a scalar says, and what it means unless it bears a tag. */
export interface Word {
  readonly text: string;
  readonly value: ScalarValue;
}

/** A place in a text that moves forward. */
export class TextCursor {
  readonly text: string;
  pos = 0;

  constructor(text: string) {
    this.text = text;
  }

  get letter(): string | undefined {
    return this.text[this.pos];
  }

  /** Moves behind what a sticky expression matches here. */
  match(expression: RegExp): RegExpExecArray | undefined {
    expression.lastIndex = this.pos;
    const match = expression.exec(this.text) ?? undefined;
    if (match) this.pos = expression.lastIndex;
    return match;
  }

  expect(expression: RegExp): void {
    if (!this.match(expression)) throw new NotPlain();
  }

  skipSpaces(): void {
    while (this.letter === ' ') this.pos += 1;
  }

  /** Moves behind a scalar of one line, quoted or not. */
  word(inFlow: boolean): Word {
    const doubleQuoted = this.match(double)?.[0];
    if (doubleQuoted !== undefined) return quoted(String(JSON.parse(doubleQuoted)));
    const singleQuoted = this.match(single)?.[0];
    if (singleQuoted !== undefined) return quoted(singleQuoted.slice(1, -1).replaceAll("''", "'"));
    const start = this.pos;
    this.expect(plainStart);
    const end = inFlow ? plainEndInFlow : plainEnd;
    end.lastIndex = this.pos;
    let stop = end.exec(this.text)?.index ?? this.text.length;
    while (this.text[stop - 1] === ' ') stop -= 1;
    this.pos = stop;
    const text = this.text.slice(start, stop);
    return { text, value: plainScalar(text) };
  }
}

function quoted(text: string): Word {
  return { text, value: text };
}
