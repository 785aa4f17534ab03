export { diagramOf } from './class-diagram.js';
export { classListText } from './class-list-text.js';
export { descriptionText } from './class-text.js';
export { listClasses } from './list-classes.js';
export { showClasses } from './show-classes.js';
export { readSchemas } from './shown-schemas.js';
