export { resolve } from './check-schema.js';
export { Report } from './class-diagnostics.js';
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
} from './qualifiers.js';
export { SchemaIndex } from './schema-index.js';
