import type { CimTypedElement, Feature } from '../../runtime/schema/index.js';
import { qualifierText } from '../model/index.js';
import type { ValueKind } from './planned.js';

/** The kind of a datetime: a moment, an interval, or either where the schema does not say. */
export type DatetimeKind = Extract<ValueKind, 'moment' | 'interval' | 'datetime'>;

/**
 * What the values of a datetime element are. WMI marks intervals with `SubType("interval")`. CIM has no such qualifier;
 * there only names that can mean nothing else decide: `SampleInterval`, `Duration`, `InstallDate`. Others stay open:
 * DMTF's classes return intervals for `TimeOfLastStateChange` (0, never changed) or `UntilTime` (from now on).
 */
export function datetimeKind(element: Feature<CimTypedElement>): DatetimeKind {
  if (qualifierText(element, 'SubType')?.toLowerCase() === 'interval') return 'interval';
  const { name } = element.declaration;
  if (/(?:^|[a-z\d_])(?:Interval|Duration)$/.test(name)) return 'interval';
  return /(?:^|[a-z\d_])Date$/.test(name) ? 'moment' : 'datetime';
}
