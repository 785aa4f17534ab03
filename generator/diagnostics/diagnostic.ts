/** Where something stands in a source. Lines and columns count from 1, columns in UTF-16 units. */
export interface Place {
  /** The file as the user named it. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** How many characters the caret underlines. */
  readonly length: number;
  /** The source line itself; absent when the place is not in a text. */
  readonly sourceLine?: string;
}

/** Something that is wrong or suspicious in the input. Errors fail the run; warnings fail it only when it is strict. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  /** A stable name for the rule, kebab-case: `mof-unterminated-string`. */
  readonly code: string;
  /** One sentence without a full stop: what is wrong, what was expected. */
  readonly message: string;
  /** One sentence: the way out. */
  readonly help?: string;
  readonly place?: Place;
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
export function placeText(place: Place | undefined): string {
  return place === undefined ? '' : `${place.file}:${place.line}:${place.column} - `;
}

/** Thrown when a run cannot go on. Carries every diagnostic found so far; its message has a line for each. */
export class DiagnosticError extends Error {
  override readonly name = 'DiagnosticError';
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(({ place, message }) => `${placeText(place)}${message}`).join('\n'));
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
