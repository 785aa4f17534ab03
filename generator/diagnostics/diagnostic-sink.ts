/** Takes diagnostics about one kind of input. `Where` is what a place in that input is found by. */
export interface DiagnosticSink<Where> {
  error(where: Where, code: string, message: string, help?: string): void;
  warn(where: Where, code: string, message: string, help?: string): void;
}
