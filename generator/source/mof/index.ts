export {
  loadMof,
  type MofOptions,
  type MofTextOptions,
  parseMof,
  readMofFiles,
  readMofText,
} from './mof-source.js';
export { printMof } from './print.js';
