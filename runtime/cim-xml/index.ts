export { beginsAsXml } from '../xml/begins-as-xml.js';
export { XmlError } from '../xml/xml-error.js';
export type { XmlLimits } from '../xml/xml-scan.js';
export type { ReadClass } from './read-class.js';
export { type CimXmlContent, type CimXmlOptions, type ReadError, readDocument } from './read-document.js';
export { parseInstance } from './read-instance.js';
export type { FindType } from './write-declared.js';
export { printDocument } from './write-document.js';
export { instanceText } from './write-instance.js';
