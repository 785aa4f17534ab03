import { styleText } from 'node:util';

/** How a text looks, by names of `util.styleText`: `bold`, `red`. */
export type Format = Parameters<typeof styleText>[0];

/** Gives a text a look. */
export type Style = (format: Format, text: string) => string;

/** The looks of texts that go to a stream: only on a terminal, or as `NO_COLOR` and `FORCE_COLOR` say. */
export function styleFor(stream: NodeJS.WriteStream): Style {
  return (format, text) => styleText(format, text, { stream });
}
