/** A module of a bundle, as rolldown describes it. */
export interface Chunk {
  readonly modules: Readonly<Record<string, { readonly renderedLength: number }>>;
}

/**
 * The licences of the packages that code in a bundle is from, in one text.
 *
 * @throws Error for a package without the text of its licence
 */
export function thirdPartyLicenses(chunks: readonly Chunk[]): string;
