export { checkNamespacesExist } from './check-namespaces.js';
export { checkSchema, LONGEST_NAME } from './check-schema.js';
export { ClassDiagnostics } from './class-diagnostics.js';
export { EffectiveQualifiers, type QualifierName, type QualifierSet, qualifierSet } from './effective-qualifiers.js';
export { type Inheritance, inheritanceOf } from './inheritance.js';
export { SchemaIndex } from './schema-index.js';
export {
  type ClassGlobs,
  missingClassHelp,
  nameMatcher,
  type Selection,
  type SelectOptions,
  select,
  selector,
} from './select.js';
