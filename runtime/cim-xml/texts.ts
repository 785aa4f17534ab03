/** How many texts of embedded instances may be in one another. Each one makes those inside it longer. */
export const DEEPEST_EMBEDDED_TEXT = 32;
