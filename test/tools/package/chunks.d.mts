/** The modules of the package that keep their places and their exports, without `.js`. */
export declare const ENTRIES: readonly string[];
