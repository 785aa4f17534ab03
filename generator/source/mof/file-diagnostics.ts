import { createDiagnostic, type Diagnostic, type DiagnosticSink } from '../../diagnostics/index.js';
import type { SourceText, Span } from '../source-text.js';

interface SpanDiagnostic extends Span {
  readonly severity: Diagnostic['severity'];
  readonly code: string;
  readonly message: string;
  readonly help: string | undefined;
}

function byOffset(a: Span, b: Span): number {
  return a.offset - b.offset;
}

/** How many errors, and how many warnings, are shown for a file. The rest are only counted. */
const SHOWN_PER_FILE = 100;

/** Collects the diagnostics of one file. Lines and columns are computed only for those that are shown. */
export class FileDiagnostics implements DiagnosticSink<Span> {
  readonly source: SourceText;
  readonly #shown: SpanDiagnostic[] = [];
  readonly #seen = new Set<string>();
  readonly #kinds = new Map<string, { first: SpanDiagnostic; count: number }>();
  readonly #counts = { error: 0, warning: 0 };
  /** Those of texts that strings of the file hold. */
  readonly #embedded: FileDiagnostics[] = [];
  /** The only thing that is said about the file; null where everything is. */
  #refusal: Diagnostic | null = null;

  constructor(source: SourceText) {
    this.source = source;
  }

  error(span: Span, code: string, message: string, help?: string): void {
    this.#add('error', span, code, message, help);
  }

  warn(span: Span, code: string, message: string, help?: string): void {
    this.#add('warning', span, code, message, help);
  }

  /** Warns once of what a file may be full of: at its first place, with the number of the others of that kind. */
  warnOfKind(span: Span, code: string, kind: string, message: string, help: string): void {
    const place = `${span.offset} ${code}`;
    if (this.#seen.has(place)) return;
    this.#seen.add(place);
    const known = this.#kinds.get(`${code} ${kind}`);
    if (known !== undefined) known.count++;
    if (known !== undefined && known.first.offset < span.offset) return;
    const first = { severity: 'warning', code, message, help, offset: span.offset, length: span.length } as const;
    this.#kinds.set(`${code} ${kind}`, { first, count: known?.count ?? 1 });
  }

  #add(severity: Diagnostic['severity'], span: Span, code: string, message: string, help: string | undefined): void {
    // A file that is included under two namespaces is compiled twice.
    const key = `${span.offset} ${code}`;
    if (this.#seen.has(key)) return;
    this.#counts[severity]++;
    if (this.#counts[severity] > SHOWN_PER_FILE) return;
    this.#seen.add(key);
    this.#shown.push({ severity, code, message, help, offset: span.offset, length: span.length });
  }

  /** Adds those of a text that the string at a place holds. */
  embed({ offset }: Span, embedded: FileDiagnostics): void {
    if (this.#seen.has(`${offset}`)) return;
    this.#seen.add(`${offset}`);
    this.#embedded.push(embedded);
  }

  get hasErrors(): boolean {
    return this.#counts.error > 0 || this.#embedded.some(({ hasErrors }) => hasErrors);
  }

  /** Says one thing instead of all that was said before, at the place of the first error and without the text there. */
  refuse({ code, message, help }: Pick<SpanDiagnostic, 'code' | 'message' | 'help'>): void {
    const [first] = this.#shown.filter(({ severity }) => severity === 'error').sort(byOffset);
    const { sourceLine: _, ...place } = this.source.place(first ?? { offset: 0, length: 1 });
    this.#refusal = createDiagnostic('error', code, message, help, place);
  }

  /** The diagnostics in the order of their places, then how many more there are. */
  get all(): readonly Diagnostic[] {
    if (this.#refusal !== null) return [this.#refusal];
    const shown = [...this.#shown, ...this.#kindsOfWarnings()]
      .sort(byOffset)
      .map((shown) =>
        createDiagnostic(shown.severity, shown.code, shown.message, shown.help, this.source.place(shown)),
      );
    const inside = this.#embedded.flatMap(({ all }) => all);
    return [...shown, ...inside, ...this.#rest('error'), ...this.#rest('warning')];
  }

  #kindsOfWarnings(): readonly SpanDiagnostic[] {
    return Array.from(this.#kinds.values(), ({ first, count }) =>
      count === 1 ? first : { ...first, message: `${first.message} (and ${count - 1} more in this file)` },
    );
  }

  #rest(severity: Diagnostic['severity']): Diagnostic[] {
    const rest = this.#counts[severity] - SHOWN_PER_FILE;
    if (rest <= 0) return [];
    const message = `${this.source.file} has ${rest} more ${severity}${rest === 1 ? '' : 's'}, not shown`;
    return [createDiagnostic(severity, `mof-more-${severity}s`, message)];
  }
}
