export {
  createDiagnostic,
  type Diagnostic,
  DiagnosticError,
  DiagnosticList,
  type DiagnosticSink,
  failure,
  formatDiagnostic,
  hasErrors,
  type Place,
  visibleLine,
} from './diagnostic.js';
export { plural, suggestion } from './phrases.js';
export { visibleJson } from './visible-text.js';
