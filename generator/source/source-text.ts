import type { Place } from '../diagnostics/index.js';

/** A part of a text, in UTF-16 units. */
export interface Span {
  readonly offset: number;
  readonly length: number;
}

/** How much of a line a place keeps, in UTF-16 units: a schema may be a single line, with a place for each class. */
const LONGEST_LINE = 1000;

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** A decoded file. The parser keeps only offsets; lines and columns are computed on demand. */
export class SourceText {
  /** The file as the user named it. */
  readonly file: string;
  readonly text: string;
  #lineStarts: readonly number[] | null = null;

  constructor(file: string, text: string) {
    this.file = file;
    this.text = text;
  }

  textOf({ offset, length }: Span): string {
    return this.text.slice(offset, offset + length);
  }

  place(span: Span): Place {
    this.#lineStarts ??= lineStarts(this.text);
    const index = lastAtOrBelow(this.#lineStarts, span.offset);
    const lineStart = this.#lineStarts[index] ?? 0;
    const lineEnd = endOfLine(this.text, lineStart, this.#lineStarts[index + 1] ?? this.text.length);
    const latest = Math.max(lineStart, lineEnd - LONGEST_LINE);
    const start = Math.min(latest, Math.max(lineStart, span.offset - LONGEST_LINE / 2));
    return {
      file: this.file,
      line: index + 1,
      column: span.offset - lineStart + 1,
      length: Math.max(1, Math.min(span.length, lineEnd - span.offset)),
      sourceLine: this.text.slice(start, Math.min(lineEnd, start + LONGEST_LINE)),
      ...(lineEnd - lineStart > LONGEST_LINE ? { sourceColumn: start - lineStart + 1 } : {}),
    };
  }
}

/** Lines end with `\n`, `\r\n` or a lone `\r`. */
function lineStarts(text: string): number[] {
  const starts = [0];
  for (let offset = 0; offset < text.length; offset++) {
    const code = text.charCodeAt(offset);
    const endsLine = code === LINE_FEED || (code === CARRIAGE_RETURN && text.charCodeAt(offset + 1) !== LINE_FEED);
    if (endsLine) starts.push(offset + 1);
  }
  return starts;
}

function endOfLine(text: string, lineStart: number, nextLineStart: number): number {
  let end = nextLineStart;
  while (end > lineStart && isLineEnd(text.charCodeAt(end - 1))) end--;
  return end;
}

export function isLineEnd(code: number): boolean {
  return code === LINE_FEED || code === CARRIAGE_RETURN;
}

function lastAtOrBelow(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
