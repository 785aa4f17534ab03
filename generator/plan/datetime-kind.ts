import type { EffectiveQualifiers } from '../model/index.js';
import type { ValueKind } from './planned.js';

/** The kind of a datetime: a moment, an interval, or either where the schema does not say. */
export type DatetimeKind = Extract<ValueKind, 'moment' | 'interval' | 'datetime'>;

/**
 * What the values of an element, or of a method, are that is declared as a datetime. WMI marks intervals with
 * `SubType("interval")`. CIM has no such qualifier; there only names that can mean nothing else decide:
 * `SampleInterval`, `Duration`, `InstallDate`. Others stay open: DMTF's classes return intervals for
 * `TimeOfLastStateChange` (0, never changed) or `UntilTime` (from now on).
 */
export function datetimeKind(qualifiers: EffectiveQualifiers, name: string): DatetimeKind {
  if (qualifiers.text('SubType')?.toLowerCase() === 'interval') return 'interval';
  if (/(?:^|[a-z\d_])(?:Interval|Duration)$/.test(name)) return 'interval';
  return /(?:^|[a-z\d_])Date$/.test(name) ? 'moment' : 'datetime';
}
