import { CimDateTime } from './cim-datetime.js';
import { CimInterval } from './cim-interval.js';

/**
 * Reads the 25 characters of a value of the CIM type datetime (DSP0004 5.2.4). It is an interval when a colon stands in
 * place of the sign of the offset from UTC.
 * @throws SyntaxError that says what is wrong.
 */
export function parseDatetime(text: string): CimDateTime | CimInterval {
  return text[21] === ':' ? CimInterval.parse(text) : CimDateTime.parse(text);
}
