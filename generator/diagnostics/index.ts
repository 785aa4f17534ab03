export { type Diagnostic, DiagnosticError, failure, hasErrors, type Place } from './diagnostic.js';
export { didYouMean } from './did-you-mean.js';
export { formatDiagnostic } from './format.js';
export { plural } from './plural.js';
