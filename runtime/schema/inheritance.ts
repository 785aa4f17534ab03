/** The most levels of inheritance a class may have. Real schemas have about ten; more are a circle or an attack. */
export const DEEPEST_INHERITANCE = 200;
