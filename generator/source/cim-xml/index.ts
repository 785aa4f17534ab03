export {
  type CimXmlFileOptions,
  type CimXmlTextOptions,
  loadCimXml,
  parseCimXml,
  readCimXmlFiles,
} from './load-cim-xml.js';
export { printCimXml } from './print-cim-xml.js';
