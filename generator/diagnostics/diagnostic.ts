import { visibleSource, visibleText, withoutCommands } from './visible-text.js';

/** Where something stands in a source. Lines and columns count from 1, columns in UTF-16 units. */
export interface Place {
  /** The file as the user named it. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** How many characters the caret underlines. */
  readonly length: number;
  /** The source line itself; absent when the place is not in a text, or the text is not to be shown. */
  readonly sourceLine?: string;
  /** The column in which `sourceLine` begins, where that is only a part of a very long line. */
  readonly sourceColumn?: number;
}

/** Something that is wrong or suspicious in the input. Errors fail the run; warnings fail it only when it is strict. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  /** A stable name for the rule, kebab-case: `mof-unterminated-string`. */
  readonly code: string;
  /** One sentence without a full stop: what is wrong, what was expected. */
  readonly message: string;
  /** One sentence: how to solve it. */
  readonly help?: string;
  readonly place?: Place;
  /** One sentence: what is wrong in all places where several diagnostics have the same cause. */
  readonly cause?: string;
}

/** Makes a diagnostic. Where `help` or `place` is undefined, the diagnostic has no such property. */
export function createDiagnostic(
  severity: Diagnostic['severity'],
  code: string,
  message: string,
  help?: string,
  place?: Place,
): Diagnostic {
  return {
    severity,
    code,
    message,
    ...(help === undefined ? {} : { help }),
    ...(place === undefined ? {} : { place }),
  };
}

/** `file:line:column - `, or nothing. */
function placeText(place: Place | undefined): string {
  return place === undefined ? '' : `${place.file}:${place.line}:${place.column} - `;
}

/**
 * Thrown when a run cannot go on. Carries every diagnostic found so far. Its message has a line for each, in which
 * invisible characters are escaped; the diagnostics themselves hold the texts as they are.
 */
export class DiagnosticError extends Error {
  override readonly name = 'DiagnosticError';
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(({ place, message }) => visibleLine(`${placeText(place)}${message}`)).join('\n'));
    this.diagnostics = diagnostics;
  }
}

/** One error that ends a run. */
export function failure(code: string, message: string, help?: string): DiagnosticError {
  return new DiagnosticError([createDiagnostic('error', code, message, help)]);
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}

/**
 * A diagnostic for people: place, severity and message; then the source line with a caret, and the help. Characters
 * that are not seen are escaped (`\u202e`), and each part is one line, whatever the schema holds.
 */
export function formatDiagnostic(diagnostic: Diagnostic): string {
  return formatMarked(diagnostic, (_part, text) => text);
}

/** Marks a part of a diagnostic, for example by a colour: its place; its severity, which the caret has, too. */
export type Mark = (part: 'place' | Diagnostic['severity'], text: string) => string;

/** What {@link formatDiagnostic} gives, with marked parts. */
export function formatMarked(diagnostic: Diagnostic, mark: Mark): string {
  const { place, severity, code, message, help } = diagnostic;
  // Each part is made visible before it is marked: marks may be invisible themselves.
  const lines = [`${markedPlace(place, mark)}${mark(severity, severity)}${visibleLine(` ${code}: ${message}`)}`];
  if (place?.sourceLine !== undefined) {
    lines.push(...codeFrame(place, place.sourceLine, (caret) => mark(severity, caret)));
  }
  if (help !== undefined) lines.push(visibleLine(`  help: ${help}`));
  return lines.join('\n');
}

/** `file:line:column - ` for people, or nothing. */
export function markedPlace(place: Place | undefined, mark: Mark): string {
  if (place === undefined) return '';
  return `${mark('place', visibleLine(`${place.file}:${place.line}:${place.column}`))} - `;
}

/** Text that holds words of a schema, of a user or of a server, as one line for a terminal or a log. */
export function visibleLine(text: string): string {
  return withoutCommands(visibleText(text));
}

const FRAME_WIDTH = 100;

function codeFrame(place: Place, sourceLine: string, markCaret: (caret: string) => string): string[] {
  // A line may be very long, for example in a generated file: show only the part around the place.
  const offset = place.column - (place.sourceColumn ?? 1);
  const start = Math.max(0, Math.min(offset - FRAME_WIDTH / 2, sourceLine.length - FRAME_WIDTH));
  const shown = sourceLine.slice(start, start + FRAME_WIDTH);
  const column = offset - start;
  const before = visibleSource(shown.slice(0, column));
  const marked = visibleSource(shown.slice(column, column + Math.max(1, place.length)));
  const after = visibleSource(shown.slice(column + Math.max(1, place.length)));
  // Tabs in front of the caret stay tabs, so that it stands under its character at any tab width.
  const indent = before.replace(/[^\t]/g, ' ');
  const gutter = String(place.line);
  return [
    withoutCommands(`  ${gutter} | ${before}${marked}${after}`),
    `  ${' '.repeat(gutter.length)} | ${indent}${markCaret('^'.repeat(Math.max(1, marked.length)))}`,
  ];
}

/** Collects the diagnostics of a run, in the order of its steps. */
export class DiagnosticList {
  readonly all: Diagnostic[] = [];
  readonly #strict: boolean;

  /** @param strict whether warnings end the run, too */
  constructor(strict: boolean) {
    this.#strict = strict;
  }

  add(diagnostics: Iterable<Diagnostic>): void {
    for (const diagnostic of diagnostics) this.all.push(diagnostic);
  }

  /** @throws DiagnosticError with everything collected so far, if any of it ends the run */
  throwErrors(): void {
    if (hasErrors(this.all) || (this.#strict && this.all.length > 0)) throw new DiagnosticError(this.all);
  }
}

/** Takes diagnostics about one kind of input. `Where` identifies a place in that input. */
export interface DiagnosticSink<Where> {
  error(where: Where, code: string, message: string, help?: string): void;
  warn(where: Where, code: string, message: string, help?: string): void;
}
