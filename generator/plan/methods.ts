import { type CimMethod, type CimParameter, foldName } from '../../runtime/schema/index.js';
import { effectiveQualifier, type Feature, hasQualifier } from '../model/index.js';
import { freeMember, inheritedMethod, isNew } from './members.js';
import { firstFree, memberName } from './names.js';
import type { PlannedClass, PlannedMethod, PlannedParameter, PlannedProperty, PlannedResult } from './planned.js';
import type { Scope } from './scope.js';
import { planMap } from './value-map.js';
import { redeclaredType, returnValueType, valueType } from './value-type.js';

/** Plans the methods that the class declares; those of its superclasses are planned already, and its own properties. */
export function planMethods(
  owner: PlannedClass,
  properties: readonly PlannedProperty[],
  scope: Scope,
): PlannedMethod[] {
  const planned: PlannedMethod[] = [];
  const seen = new Set<string>();
  for (const declaration of owner.source.methods) {
    if (!scope.accepts('method', declaration.name, declaration) || !isNew(declaration.name, seen)) continue;
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
  // A static method and an instance method of one name do not meet in TypeScript.
  const overridden = inherited?.isStatic === isStatic ? inherited : null;
  const feature: Feature<CimMethod> = { declaration, overridden };
  const sameSide = methods.filter((method) => method.isStatic === isStatic);
  const siblings = isStatic ? sameSide : [...properties, ...sameSide];
  const parameters = planParameters(feature, owner, overridden, scope);
  const result = planResult(feature, owner, overridden, scope);
  const name = `${owner.source.name}_${declaration.name}`;
  const interfaceName = (suffix: string, needed: boolean) => (needed ? scope.allocate(`${name}_${suffix}`) : null);
  return {
    declaration,
    overridden,
    owner,
    member: overridden?.member ?? freeMember(owner, declaration.name, isStatic ? 'static method' : 'method', siblings),
    isStatic,
    parameters,
    result,
    inName: interfaceName(
      'In',
      parameters.some(({ isIn }) => isIn),
    ),
    outName: interfaceName('Out', result !== null || parameters.some(({ isOut }) => isOut)),
    streamsName: interfaceName('Streams', parameters.some(isStreamed)),
  };
}

/** True for a parameter whose items arrive one by one. */
export function isStreamed({ isOut, stream }: PlannedParameter): boolean {
  return isOut && stream;
}

function planResult(
  method: Feature<CimMethod>,
  owner: PlannedClass,
  overridden: PlannedMethod | null,
  scope: Scope,
): PlannedResult | null {
  const { name, returnType } = method.declaration;
  if (returnType === null) return null;
  const type = returnValueType(returnType);
  // The qualifiers of the return value are those of the method (DSP0004 7.9.4).
  const map = planMap(method, type, overridden?.result ?? null, { owner, element: `${name}.ReturnValue` }, scope);
  return { type, map };
}

function planParameters(
  method: Feature<CimMethod>,
  owner: PlannedClass,
  overridden: PlannedMethod | null,
  scope: Scope,
): PlannedParameter[] {
  const planned: PlannedParameter[] = [];
  const seen = new Set<string>();
  for (const declaration of method.declaration.parameters) {
    if (!scope.accepts('parameter', declaration.name, declaration) || !isNew(declaration.name, seen)) continue;
    const folded = foldName(declaration.name);
    const before = overridden?.parameters.find((other) => foldName(other.declaration.name) === folded) ?? null;
    const subject = { owner, element: `${method.declaration.name}.${declaration.name}` };
    planned.push(planParameter({ declaration, overridden: before }, subject, planned, scope));
  }
  return planned;
}

function planParameter(
  feature: Feature<CimParameter> & { readonly overridden: PlannedParameter | null },
  subject: { readonly owner: PlannedClass; readonly element: string },
  siblings: readonly PlannedParameter[],
  scope: Scope,
): PlannedParameter {
  const { declaration, overridden } = feature;
  const type = redeclaredType(valueType(feature, scope.findClass), overridden);
  const isOut = hasQualifier(feature, 'Out');
  const isTaken = (candidate: string) =>
    // The result of the method itself has this name among the outs.
    candidate === 'ReturnValue' || siblings.some((sibling) => sibling.member === candidate);
  return {
    declaration,
    overridden,
    member: overridden?.member ?? firstFree(memberName(declaration.name, 'parameter'), isTaken),
    type,
    map: planMap(feature, type, overridden, subject, scope),
    isIn: effectiveQualifier(feature, 'In') === undefined ? !isOut : hasQualifier(feature, 'In'),
    isOut,
    required: hasQualifier(feature, 'Required'),
    stream: hasQualifier(feature, 'Stream'),
  };
}
