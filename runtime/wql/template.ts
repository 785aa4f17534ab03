import { acrossCopies } from '../values/copies.js';
import { type WqlValue, wqlLiteral, wqlName } from './wql-literal.js';

/** WQL text with safely inserted values: a statement, or a part of one. */
export class WqlText {
  static {
    acrossCopies(WqlText, 'WqlText');
  }

  /** The text itself. */
  readonly text: string;

  /** @internal Texts come from {@link WQL}. */
  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

/** What can stand in `${…}` of a {@link WQL} template: a value, or a part of a statement. */
export type WqlPart = WqlValue | WqlText;

/** The type of {@link WQL}. */
export interface WqlTag {
  (strings: TemplateStringsArray, ...parts: readonly WqlPart[]): WqlText;
  /**
   * The name of a class or property that is only known at run time. Names have no quotes, so it is checked.
   * @throws TypeError when the text is not a CIM name.
   */
  identifier(name: string): WqlText;
}

/**
 * WQL written by hand. A value becomes a literal, with quotes where they are needed, and cannot reach beyond it; a text
 * made by {@link WQL} is inserted as it is. Backslashes are WQL's, as in `String.raw`.
 * @example
 * session.query('root/cimv2', WQL`SELECT * FROM Win32_Process WHERE Name = ${name}`)
 * @throws TypeError for a value that has no literal, or stands inside quotes, and for a quote that is not closed.
 */
export const WQL: WqlTag = Object.assign(write, { identifier: (name: string) => new WqlText(wqlName(name)) });

/** Inserted parts close their own quotes, so only the written texts are searched. This keeps joining in linear time. */
function write({ raw }: TemplateStringsArray, ...parts: readonly WqlPart[]): WqlText {
  const text = raw.reduce((before, written, index) => {
    const at = `WQL: value ${index}`;
    if (openQuote(raw[index - 1] as string) !== null) {
      throw new TypeError(`${at} stands inside quotes: leave them out, they come with it`);
    }
    return before + partText(parts[index - 1] as WqlPart, at) + written;
  });
  const open = openQuote(raw.at(-1) as string);
  if (open !== null) throw new TypeError(`WQL: the quote ${open} is not closed`);
  return new WqlText(text);
}

function partText(part: WqlPart, at: string): string {
  if (part instanceof WqlText) return part.text;
  return wqlLiteral(part, (reason) => {
    throw new TypeError(`${at} ${reason}`);
  });
}

const LITERAL = /'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"/gs;

/** The quote that is not closed; null when there is none. */
function openQuote(text: string): string | null {
  return /['"]/.exec(text.replace(LITERAL, ' '))?.[0] ?? null;
}
