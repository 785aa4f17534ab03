import { type Diagnostic, DiagnosticError, hasErrors } from './diagnostic.js';

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
