export { resolve } from './check.js';
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
export { Report } from './report.js';
export { SchemaIndex } from './schema-index.js';
