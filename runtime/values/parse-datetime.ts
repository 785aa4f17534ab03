import { CimDateTime } from './cim-datetime.js';
import { CimInterval } from './cim-interval.js';

/**
 * Reads the 25 characters of a value of the CIM type datetime, which is an interval where a colon stands for the sign of
 * an offset from UTC (DSP0004 5.2.4).
 * @throws SyntaxError that says what is wrong.
 */
export function parseDatetime(text: string): CimDateTime | CimInterval {
  return text[21] === ':' ? CimInterval.parse(text) : CimDateTime.parse(text);
}
