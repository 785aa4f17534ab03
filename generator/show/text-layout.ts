import { visibleLine } from '../diagnostics/index.js';

/** How a text is shown. */
export interface Look {
  /** Gives a text a look: `bold`, `dim`. */
  readonly style: (format: 'bold' | 'cyan' | 'dim' | 'yellow', text: string) => string;
  /** The number of columns. */
  readonly width: number;
}

/** The paragraphs of a text of the schema as lines, as full as they can be. */
export function wrapped(text: string, indent: number, { width }: Look): string[] {
  const lines = text.split(/[\n\r\v\f\u0085\u2028\u2029]+/).flatMap((paragraph) => wrap(paragraph, width - indent));
  return lines.map((line) => `${' '.repeat(indent)}${visibleLine(line)}`);
}

function wrap(paragraph: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of paragraph.split(/\s+/).filter((each) => each !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && longer.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return line === '' ? lines : [...lines, line];
}

/** A text of the schema on one line, up to the end of its first sentence. */
export function firstSentence(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const [sentence = line] = /^.*?(?<!\b(?:e\.g|i\.e|etc|vs))[.!?](?= [\p{Lu}\p{N}"(]|$)/u.exec(line) ?? [];
  return sentence;
}

/** A text that takes at most so many columns. */
export function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1)).trimEnd()}…`;
}

/** The widest that a column gets: a longer cell moves the rest of its own row only. */
const WIDEST = 36;

/** Rows of cells as aligned lines, each cell made visible. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const visible = rows.map((row) => row.map(visibleLine));
  const widths: number[] = [];
  for (const row of visible) {
    row.forEach((cell, column) => {
      if (cell.length <= WIDEST) widths[column] = Math.max(widths[column] ?? 0, cell.length);
    });
  }
  return visible.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
