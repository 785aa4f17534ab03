import { foldName } from '../../runtime/schema/index.js';
import type { PlannedMethod, PlannedParameter } from '../plan/planned.js';
import { hasSameDocumentation } from './documentation.js';
import { spellingChange } from './property-changes.js';
import { type ElementChange, elementChange } from './schema-change.js';
import { typeChanges, typeScriptType } from './type-changes.js';

/** How a method changed that a class has before and after, with its parameters. */
export function methodChanges(before: PlannedMethod, after: PlannedMethod): ElementChange[] {
  const element = `method ${before.name}`;
  const parameters = parameterListChanges(before, after);
  // A parameter that has to be given makes callers look at their arguments anyway.
  const isMoved =
    takesOptionsFirst(before) && !takesOptionsFirst(after) && parameters.every(({ kind }) => !isNeeded(kind));
  return [
    ...spellingChange(element, before.member, after.member),
    ...(before.isStatic === after.isStatic
      ? []
      : [elementChange('static-changed', element, side(before), side(after))]),
    ...returnChanges(before, after),
    ...parameters,
    ...(isMoved ? [elementChange('options-moved', element)] : []),
    ...(hasSameDocumentation(before, after) ? [] : [elementChange('documentation-changed', element)]),
  ];
}

function side({ isStatic }: PlannedMethod): string {
  return isStatic ? 'a static method' : 'a method of instances';
}

function takesOptionsFirst({ takesNoArguments, mayLeaveArgumentsOut }: PlannedMethod): boolean {
  return takesNoArguments || mayLeaveArgumentsOut;
}

function isNeeded(kind: ElementChange['kind']): boolean {
  return kind === 'required-parameter-added' || kind === 'parameter-required';
}

function returnChanges({ name, result: before }: PlannedMethod, { result: after }: PlannedMethod): ElementChange[] {
  if (before === null && after === null) return [];
  if (before === null && after !== null) {
    return [elementChange('return-added', `method ${name}`, null, typeScriptType(after.type))];
  }
  if (before === null || after === null) return [elementChange('return-gone', `method ${name}`)];
  return typeChanges(`return value ${name}`, before, after, { isRead: true, isGiven: false, isChecked: false });
}

function parameterListChanges(before: PlannedMethod, after: PlannedMethod): ElementChange[] {
  const [known, present] = [byName(before), byName(after)];
  const pairs = Array.from(known, ([folded, parameter]) => [parameter, present.get(folded)] as const);
  const added = Array.from(present).filter(([folded]) => !known.has(folded));
  return [
    ...pairs.flatMap(([parameter, successor]) => {
      const element = `parameter ${before.name}.${parameter.name}`;
      if (successor === undefined) return [elementChange('parameter-gone', element)];
      return parameterChanges(element, parameter, successor);
    }),
    ...added.map(([, { name, isIn, required }]) =>
      elementChange(
        isIn && required ? 'required-parameter-added' : 'parameter-added',
        `parameter ${after.name}.${name}`,
      ),
    ),
  ];
}

export function byName({ parameters }: PlannedMethod): ReadonlyMap<string, PlannedParameter> {
  return new Map(parameters.map((parameter) => [foldName(parameter.name), parameter]));
}

function parameterChanges(element: string, before: PlannedParameter, after: PlannedParameter): ElementChange[] {
  const use = {
    isRead: before.isOut && after.isOut,
    isGiven: before.isIn && after.isIn,
    isChecked: before.isIn && after.isIn,
  };
  return [
    ...spellingChange(element, before.member, after.member),
    ...typeChanges(element, before, after, use),
    ...inputChanges(element, before, after),
    ...outputChanges(element, before, after),
    ...(hasSameDocumentation(before, after) ? [] : [elementChange('documentation-changed', element)]),
  ];
}

function inputChanges(element: string, before: PlannedParameter, after: PlannedParameter): ElementChange[] {
  if (before.isIn && !after.isIn) return [elementChange('input-gone', element)];
  if (!before.isIn && after.isIn) {
    return [elementChange(after.required ? 'required-parameter-added' : 'input-added', element)];
  }
  if (!after.isIn || before.required === after.required) return [];
  return [elementChange(after.required ? 'parameter-required' : 'parameter-optional', element)];
}

function outputChanges(element: string, before: PlannedParameter, after: PlannedParameter): ElementChange[] {
  if (before.isOut && !after.isOut) return [elementChange('output-gone', element)];
  if (!before.isOut && after.isOut) return [elementChange('output-added', element)];
  if (!after.isOut) return [];
  if (before.stream !== after.stream) {
    return [elementChange('stream-changed', element, delivery(before), delivery(after))];
  }
  if (before.required === after.required) return [];
  return [elementChange(after.required ? 'null-gone' : 'null-possible', element)];
}

function delivery({ stream }: PlannedParameter): string {
  return stream ? 'streamed' : 'in the results';
}

/** The interfaces of a method's parameters that a class's module exported, and exports no more. */
export function interfaceChanges(before: PlannedMethod, after: PlannedMethod): ElementChange[] {
  return (['inName', 'outName', 'streamsName'] as const).flatMap((role) => {
    const [known, present] = [before[role], after[role]];
    // Where there is none, its parameters are gone, too.
    if (known === null || present === null || known === present) return [];
    return [elementChange('interface-gone', `interface ${known}`, null, present)];
  });
}
