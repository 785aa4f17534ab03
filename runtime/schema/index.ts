export type * from './cim-class.js';
export { isSchema } from './cim-class.js';
export { classKey, foldName, normalizeNamespace } from './cim-name.js';
export { CIM_TYPES, type CimType, INTEGER_RANGES, type IntegerType, isIntegerType } from './cim-type.js';
export { elementClass, neededClasses } from './element-class.js';
export { DEEPEST_INHERITANCE } from './inheritance.js';
export {
  effectiveQualifier,
  type Feature,
  findQualifier,
  hasQualifier,
  inheritQualifier,
  type Qualified,
} from './qualifiers.js';
