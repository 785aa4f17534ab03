/** The parts of the command's work, in order; first, its modules are loaded. */
export const PHASES = ['load', 'read', 'lex', 'parse', 'compile', 'resolve', 'plan', 'render', 'write'];
