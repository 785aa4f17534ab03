export { loadMof, type MofOptions, parseMof } from './mof-reader.js';
export { printMof } from './print.js';
