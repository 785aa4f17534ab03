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
} from './diagnostic.js';
export { plural, suggestion } from './phrases.js';
