import { acrossCopies } from '../values/copies.js';

/** A text that is not read, because it is no XML, or no CIM-XML. The message says what is wrong, and where. */
export class XmlError extends SyntaxError {
  static {
    acrossCopies(XmlError, 'XmlError');
  }

  /** What is wrong: one sentence without a full stop. */
  readonly reason: string;
  /** The place in the text, in UTF-16 units from 0. */
  readonly offset: number;
  /** The same place. Both count from 1. */
  readonly line: number;
  readonly column: number;

  constructor(text: string, offset: number, reason: string) {
    const before = text.slice(0, offset);
    const line = before.split(/\r\n|[\r\n]/).length;
    const column = offset - Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r'));
    super(`line ${line}, column ${column}: ${reason}`);
    this.name = 'XmlError';
    this.reason = reason;
    this.offset = offset;
    this.line = line;
    this.column = column;
  }
}
