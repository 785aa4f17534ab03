import { type CimMethod, type CimParameter, foldName } from '../../runtime/schema/index.js';
import { effectiveQualifier, type Feature, hasQualifier } from '../model/index.js';
import { isNew } from './members.js';
import { planLimits } from './plan-limits.js';
import { planValues } from './plan-values.js';
import type { PlannedClass, PlannedMethod, PlannedParameter, TypedElement } from './planned.js';
import type { Scope } from './scope.js';
import { firstFree, memberName } from './typescript-names.js';
import { redeclaredType, returnValueType, valueType } from './value-type.js';

/** A method whose parameters are not planned yet. */
export interface NamedMethod extends Feature<CimMethod> {
  readonly overridden: PlannedMethod | null;
  readonly owner: PlannedClass;
  readonly name: string;
}

export function planParameters(method: NamedMethod, scope: Scope): PlannedParameter[] {
  const planned: PlannedParameter[] = [];
  const seen = new Set<string>();
  for (const declaration of method.declaration.parameters) {
    if (!scope.accepts('parameter', declaration.name, declaration) || !isNew(declaration.name, seen)) continue;
    const parameter = planParameter(declaration, method, planned, scope);
    if (parameter.isIn || parameter.isOut) planned.push(parameter);
  }
  return planned;
}

function planParameter(
  declaration: CimParameter,
  method: NamedMethod,
  siblings: readonly PlannedParameter[],
  scope: Scope,
): PlannedParameter {
  const overridden = inheritedParameter(method, declaration.name);
  const feature: Feature<CimParameter> = { declaration, overridden };
  const name = overridden?.name ?? declaration.name;
  const type = redeclaredType(valueType(feature, scope.findClass), overridden);
  const { isIn, isOut } = planDirections(feature, method, scope);
  // `ReturnValue` is the member for what the method itself returns.
  const isTaken = (member: string) => member === 'ReturnValue' || siblings.some((sibling) => sibling.member === member);
  return {
    declaration,
    overridden,
    name,
    member: overridden?.member ?? firstFree(memberName(name, 'parameter'), isTaken),
    type,
    ...planValues(feature, type, overridden, { owner: method.owner, element: `${method.name}.${name}` }, scope),
    limits: planLimits(feature, type, `${method.owner.source.name}.${method.name}.${name}`, scope),
    isIn,
    isOut,
    required: hasQualifier(feature, 'Required'),
    stream: isOut && hasQualifier(feature, 'Stream'),
  };
}

function planDirections(
  feature: Feature<CimParameter>,
  method: NamedMethod,
  scope: Scope,
): Pick<PlannedParameter, 'isIn' | 'isOut'> {
  const { name } = feature.declaration;
  const subject = `parameter ${name} of ${method.owner.source.name}.${method.name}`;
  const warn = (code: string, message: string) => scope.report.warn(feature.declaration, code, `${subject} ${message}`);
  const isOut = hasQualifier(feature, 'Out');
  const isIn = effectiveQualifier(feature, 'In') === undefined ? !isOut : hasQualifier(feature, 'In');
  if (!isIn && !isOut) warn('useless-parameter', 'is neither In nor Out; it is left out');
  // The return value has this name in the answer of a server.
  const isHidden = isOut && method.declaration.returnType !== null && foldName(name) === 'returnvalue';
  if (isHidden) warn('hidden-parameter', 'has the name of the return value; it is left out of the results');
  return { isIn, isOut: isOut && !isHidden };
}

function inheritedParameter({ overridden }: NamedMethod, name: string): PlannedParameter | null {
  const folded = foldName(name);
  return overridden?.parameters.find((parameter) => foldName(parameter.name) === folded) ?? null;
}

/** The return value; null for `void`. Its qualifiers are the method's (DSP0004 5.6.3). */
export function planResult(method: NamedMethod, scope: Scope): TypedElement | null {
  const { declaration, overridden, owner, name } = method;
  if (declaration.returnType === null) return null;
  const type = returnValueType(declaration.returnType);
  return {
    type,
    ...planValues(method, type, overridden?.result ?? null, { owner, element: `${name}.ReturnValue` }, scope),
  };
}
