export { render } from './render.js';
export type { ImportExtension } from './view-model.js';
