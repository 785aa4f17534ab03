export { demoSchema } from './demo-schema.js';
export { furnish } from './furnish.js';
