import { printMethod, printProperty } from '../../runtime/v1/class-table.js';
import type { PlannedMethod, PlannedParameter, PlannedProperty } from '../plan/planned.js';

/** A property as the class table has it: `Handle:string!`. */
export function propertyEntry({ type, member, key, writable, limits }: PlannedProperty): string {
  return printProperty({ ...type, member, key, writable, limits });
}

/** A method as the class table has it: `+Create(<CommandLine:string!,>ProcessId:uint32)uint32`. */
export function methodEntry({ isStatic, member, parameters, result }: PlannedMethod): string {
  return printMethod({
    isStatic,
    member,
    parameters: parameters.map(parameterEntry),
    returns: result?.type ?? null,
  });
}

function parameterEntry({ type, member, isIn, isOut, required, stream, limits }: PlannedParameter) {
  return { ...type, member, in: isIn, out: isOut, required, streamed: stream, limits };
}
