export {
  createDiagnostic,
  type Diagnostic,
  DiagnosticError,
  DiagnosticList,
  type DiagnosticSink,
  failure,
  formatDiagnostic,
  formatMarked,
  hasErrors,
  type Mark,
  markedPlace,
  type Place,
  visibleLine,
} from './diagnostic.js';
export { plural, suggestion } from './phrases.js';
export { visibleJson } from './visible-text.js';
