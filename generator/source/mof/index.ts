export {
  loadMof,
  type MofOptions,
  type MofTextOptions,
  parseMof,
  readMofFiles,
  readMofText,
} from './load-mof.js';
export { printMof } from './print-mof.js';
