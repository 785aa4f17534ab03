export { type MofOptions, type MofTextOptions, readMofFiles, readMofText } from './mof-reader.js';
export { printMof } from './print.js';
