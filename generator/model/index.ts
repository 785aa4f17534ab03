export { checkSchema } from './check-schema.js';
export { ClassDiagnostics } from './class-diagnostics.js';
export {
  effectiveQualifier,
  type Feature,
  hasQualifier,
  ownQualifier,
  type Qualified,
  qualifierItems,
  qualifierText,
  qualifierTexts,
  qualifierValue,
} from './qualifier-values.js';
export { SchemaIndex } from './schema-index.js';
export { type ClassGlobs, type Selection, type SelectOptions, select, selector } from './select.js';
