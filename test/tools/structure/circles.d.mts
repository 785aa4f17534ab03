/** The circles among edges, the largest first: each the sorted names of files that all reach one another. */
export function circles(edges: readonly { readonly from: string; readonly to: string }[]): string[][];
