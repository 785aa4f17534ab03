import { CimDateTime, type CimElement, CimReference, type CimValue } from '../values/index.js';
import type { InstanceChange } from './repository-content.js';

/** Milliseconds from 1601, where WMI's time begins, to 1970. */
const EPOCH_OFFSET = 11_644_473_600_000n;

/** What an event says of a change, under the names of WMI's event classes and of DMTF's. */
export function changeElements({ instance, previous }: InstanceChange): readonly CimElement[] {
  const { className, elements, namespace } = instance;
  const keys = elements.filter(({ key }) => key === true);
  const path = new CimReference(className, keys, namespace).toString();
  return [
    { name: 'TargetInstance', type: 'instance', array: false, value: instance },
    { name: 'PreviousInstance', type: 'instance', array: false, value: previous },
    { name: 'SourceInstance', type: 'instance', array: false, value: instance },
    { name: 'SourceInstanceModelPath', type: 'string', array: false, value: path },
  ];
}

/** The present time, as the property of that name says it; null when the property says something else. */
export function presentTime(property: string): CimValue {
  const now = new Date();
  // Intervals of 100 nanoseconds.
  if (property === 'TIME_CREATED') return (BigInt(now.getTime()) + EPOCH_OFFSET) * 10_000n;
  return property === 'IndicationTime' ? CimDateTime.from(now) : null;
}
