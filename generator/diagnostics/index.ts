export { type Diagnostic, DiagnosticError, failure, hasErrors, type Place } from './diagnostic.js';
export { formatDiagnostic } from './format-diagnostic.js';
export { plural } from './plural.js';
export { didYouMean } from './suggestion.js';
