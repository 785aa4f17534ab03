export { loadMof, type MofOptions, parseMof } from './load.js';
export { printMof } from './print.js';
