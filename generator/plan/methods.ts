import {
  type CimMethod,
  type CimParameter,
  effectiveQualifier,
  type Feature,
  foldName,
  hasQualifier,
} from '../../runtime/schema/index.js';
import { freeMember, inheritedMethod, isNew } from './members.js';
import { planLimits } from './plan-limits.js';
import { planValues } from './plan-values.js';
import type { PlannedClass, PlannedMethod, PlannedParameter, PlannedProperty, TypedElement } from './planned.js';
import type { Scope } from './scope.js';
import { firstFree, memberName } from './typescript-names.js';
import { reexpectedType, returnValueType, valueType } from './value-type.js';

/** Plans the methods that the class declares, after its properties and after the methods of its superclasses. */
export function planMethods(
  owner: PlannedClass,
  properties: readonly PlannedProperty[],
  scope: Scope,
): PlannedMethod[] {
  const planned: PlannedMethod[] = [];
  const seen = new Set<string>();
  for (const declaration of owner.source.methods) {
    const isAccepted = scope.accepts('method', declaration.name, declaration, owner.source.name);
    if (!isAccepted || !isNew(declaration.name, seen)) continue;
    planned.push(planMethod(declaration, owner, [properties, planned], scope));
  }
  return planned;
}

function planMethod(
  declaration: CimMethod,
  owner: PlannedClass,
  [properties, methods]: readonly [readonly PlannedProperty[], readonly PlannedMethod[]],
  scope: Scope,
): PlannedMethod {
  const inherited = inheritedMethod(owner.superclass, declaration.name);
  const isStatic = hasQualifier({ declaration, overridden: inherited }, 'Static');
  // In TypeScript, a static method and an instance method with the same name do not conflict.
  const overridden = inherited?.isStatic === isStatic ? inherited : null;
  const name = overridden?.name ?? declaration.name;
  const sameSide = methods.filter((method) => method.isStatic === isStatic);
  const siblings = isStatic ? sameSide : [...properties, ...sameSide];
  const method: NamedMethod = { declaration, overridden, owner, name };
  const parameters = planParameters(method, scope);
  const result = planResult(method, scope);
  const hasIns = parameters.some(({ isIn }) => isIn);
  const hasOuts = parameters.some(({ isOut }) => isOut);
  const interfaceName = (suffix: string, needed: boolean) =>
    needed ? scope.allocate(`${owner.source.name}_${name}_${suffix}`) : null;
  return {
    ...method,
    member: overridden?.member ?? freeMember(owner, name, isStatic ? 'static method' : 'method', siblings),
    isStatic,
    parameters,
    result,
    inName: interfaceName('In', hasIns),
    outName: interfaceName('Out', hasOuts),
    streamsName: interfaceName(
      'Streams',
      parameters.some(({ stream }) => stream),
    ),
  };
}

/** A method, before its parameters are planned. */
interface NamedMethod extends Feature<CimMethod> {
  readonly overridden: PlannedMethod | null;
  readonly owner: PlannedClass;
  readonly name: string;
}

function planParameters(method: NamedMethod, scope: Scope): PlannedParameter[] {
  const planned: PlannedParameter[] = [];
  const subject = `${method.owner.source.name}.${method.name}`;
  const seen = new Set<string>();
  for (const declaration of method.declaration.parameters) {
    const isAccepted = scope.accepts('parameter', declaration.name, declaration, subject);
    if (!isAccepted || !isNew(declaration.name, seen)) continue;
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
  const type = reexpectedType(valueType(feature, scope.findClass), overridden);
  const { isIn, isOut } = planDirections(feature, method, scope);
  // Among the out-parameters, `ReturnValue` is the return value of the method.
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
  const warn = (code: string, message: string) =>
    scope.diagnostics.warn(feature.declaration, code, `${subject} ${message}`);
  const isOut = hasQualifier(feature, 'Out');
  const isIn = effectiveQualifier(feature, 'In') === undefined ? !isOut : hasQualifier(feature, 'In');
  if (!isIn && !isOut) warn('useless-parameter', 'is neither In nor Out; it is left out');
  // In a response, the return value of the method has this name.
  const isHidden = isOut && method.declaration.returnType !== null && foldName(name) === 'returnvalue';
  if (isHidden) warn('hidden-parameter', 'has the name of the return value; it is left out of the results');
  return { isIn, isOut: isOut && !isHidden };
}

function inheritedParameter({ overridden }: NamedMethod, name: string): PlannedParameter | null {
  const folded = foldName(name);
  return overridden?.parameters.find((parameter) => foldName(parameter.name) === folded) ?? null;
}

/** The return value; null for `void`. Its qualifiers are the method's (DSP0004 5.6.3). */
function planResult(method: NamedMethod, scope: Scope): TypedElement | null {
  const { declaration, overridden, owner, name } = method;
  if (declaration.returnType === null) return null;
  const inherited = overridden?.result ?? null;
  const type = reexpectedType(returnValueType(declaration.returnType, method, scope.findClass), inherited);
  return {
    type,
    ...planValues(method, type, inherited, { owner, element: `${name}.ReturnValue` }, scope),
  };
}
