import type { Diagnostic } from '../../diagnostics/index.js';
import type { SourceText, Span } from './source-text.js';

interface Problem extends Span {
  readonly severity: Diagnostic['severity'];
  readonly code: string;
  readonly message: string;
  readonly help: string | undefined;
}

/** So many errors, and so many warnings, of one file are told one by one; of the rest only the number. */
const TOLD_PER_FILE = 100;

/** What there is to say about one file. */
export class FileProblems {
  readonly source: SourceText;
  readonly #problems: Problem[] = [];
  readonly #seen = new Set<string>();
  readonly #counts = { error: 0, warning: 0 };

  constructor(source: SourceText) {
    this.source = source;
  }

  error(span: Span, code: string, message: string, help?: string): void {
    this.#add('error', span, code, message, help);
  }

  warning(span: Span, code: string, message: string, help?: string): void {
    this.#add('warning', span, code, message, help);
  }

  #add(severity: Diagnostic['severity'], span: Span, code: string, message: string, help: string | undefined): void {
    // A file included under two namespaces is compiled twice.
    const key = `${span.offset} ${code}`;
    if (this.#seen.has(key)) return;
    this.#counts[severity]++;
    if (this.#counts[severity] > TOLD_PER_FILE) return;
    this.#seen.add(key);
    this.#problems.push({ severity, code, message, help, offset: span.offset, length: span.length });
  }

  /** In the order of their places. */
  diagnostics(): Diagnostic[] {
    const told = this.#problems
      .toSorted((a, b) => a.offset - b.offset)
      .map(({ severity, code, message, help, offset, length }) => ({
        severity,
        code,
        message,
        ...(help === undefined ? {} : { help }),
        place: this.source.place({ offset, length }),
      }));
    return [...told, ...this.#untold('error'), ...this.#untold('warning')];
  }

  #untold(severity: Diagnostic['severity']): Diagnostic[] {
    const untold = this.#counts[severity] - TOLD_PER_FILE;
    if (untold <= 0) return [];
    const message = `${this.source.file} has ${untold} more ${severity}${untold === 1 ? '' : 's'}, not shown`;
    return [{ severity, code: `mof-more-${severity}s`, message }];
  }
}
