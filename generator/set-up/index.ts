export { findProject, type Project } from './project.js';
export type { OutputNeeds } from './set-up.js';
export { noteSetUp } from './set-up-notes.js';
