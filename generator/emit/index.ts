export type { ImportExtension } from './class-view.js';
export { render } from './render.js';
