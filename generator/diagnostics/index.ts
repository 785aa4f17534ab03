export { createDiagnostic, type Diagnostic, DiagnosticError, failure, hasErrors, type Place } from './diagnostic.js';
export { DiagnosticList } from './diagnostic-list.js';
export type { DiagnosticSink } from './diagnostic-sink.js';
export { formatDiagnostic } from './format-diagnostic.js';
export { plural } from './plural.js';
export { suggestion } from './suggestion.js';
