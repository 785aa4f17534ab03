export type * from './cim-class.js';
export { CIM_TYPES, type CimType, INTEGER_RANGES } from './cim-type.js';
export { elementClass, neededClasses } from './element-class.js';
export { DEEPEST_INHERITANCE } from './inheritance.js';
export { isSchema } from './is-schema.js';
export { foldName, normalizeNamespace } from './names.js';
