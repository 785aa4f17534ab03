export { CimDateTime } from './cim-datetime.js';
export { CimInstance } from './cim-instance.js';
export { CimInterval, type CimIntervalParts } from './cim-interval.js';
export { CimReference, type InstanceSource } from './cim-reference.js';
export type { CimElement, CimScalar, CimValue } from './cim-value.js';
export { instanceDeclaration, namedKeys, schemaValue } from './conversions.js';
export { membersToJson, toJson } from './shown.js';
export { OutOfRangeError, parseDatetime, valueOfNumber, valueOfText } from './text-value.js';
