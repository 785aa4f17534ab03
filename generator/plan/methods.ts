import type { CimMethod } from '../../runtime/schema/index.js';
import { hasQualifier } from '../model/index.js';
import { freeMember, inheritedMethod, isNew } from './members.js';
import { type NamedMethod, planParameters, planResult } from './parameters.js';
import type { PlannedClass, PlannedMethod, PlannedProperty } from './planned.js';
import type { Scope } from './scope.js';

/** Plans the methods that the class declares, after its properties and the methods of its superclasses. */
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
  // In TypeScript a static method does not override an instance method of the same name, or the other way round.
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
