export type { ReadClass } from './read-class.js';
export { type CimXmlContent, type CimXmlOptions, type ReadError, readDocument } from './read-document.js';
export { parseInstance } from './read-instance.js';
export { beginsAsXml } from './texts.js';
export type { FindType } from './write-declared.js';
export { printDocument } from './write-document.js';
export { instanceText } from './write-instance.js';
export { CimXmlError } from './xml-error.js';
export type { XmlLimits } from './xml-scan.js';
