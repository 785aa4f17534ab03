export type * from './cim-class.js';
export { DEEPEST_INHERITANCE, DEFAULT_FLAVOR, isSchema } from './cim-class.js';
export {
  CIM_NAME,
  classKey,
  foldName,
  isCimName,
  isNameCharacter,
  LONGEST_NAMESPACE,
  normalizeNamespace,
} from './cim-name.js';
export { CIM_TYPES, type CimType, INTEGER_RANGES, type IntegerType, isIntegerType, outOfRange } from './cim-type.js';
export {
  EMBEDDING,
  elementClass,
  embeddedClass,
  isEmbeddedString,
  nameOnly,
  neededClasses,
  sameAsInherited,
  typeInWmi,
  withInherited,
  withoutInherited,
} from './class-elements.js';
export {
  effectiveQualifier,
  type Feature,
  findQualifier,
  hasQualifier,
  inheritQualifier,
  type Qualified,
} from './qualifiers.js';
export { isSystemName, systemClasses } from './system-classes.js';
