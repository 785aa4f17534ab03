/**
 * A text as it stands in a pattern of LIKE when it is meant literally: `50%` becomes `50[%]`.
 *
 * In a pattern `%` stands for any text, `_` for any character, `[a-f]` for a character of a set or range, and `[^a-f]`
 * for one that is not.
 * @example
 * where: { Name: { like: `${escapeLike(prefix)}%` } }
 */
export function escapeLike(text: string): string {
  return text.replace(/[%_[]/g, '[$&]');
}
