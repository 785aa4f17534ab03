import { type CimMethod, type CimParameter, foldName } from '../../runtime/schema/index.js';
import { EffectiveQualifiers } from '../model/index.js';
import { isNew, methodMember, type PlannedFeatures } from './members.js';
import { planLimits } from './plan-limits.js';
import { planValues } from './plan-values.js';
import type { PlannedClass, PlannedMethod, PlannedParameter, PlannedProperty, TypedElement } from './planned.js';
import type { Scope } from './scope.js';
import { firstFree, memberName } from './typescript-names.js';
import { reexpectedType, returnValueType, valueType } from './value-type.js';

/** Plans the methods that the class declares, after its properties and after the methods of its superclasses. */
export function planMethods(owner: PlannedClass, features: PlannedFeatures, scope: Scope): PlannedMethod[] {
  const planned: PlannedMethod[] = [];
  if (owner.source.methods.length === 0) return planned;
  const seen = new Set<string>();
  const properties = new Map(owner.properties.map((property) => [foldName(property.name), property]));
  for (const declaration of owner.source.methods) {
    const isAccepted = scope.accepts('method', declaration.name, declaration, owner.source.name);
    if (!isAccepted || !isNew(declaration.name, seen)) continue;
    const inherited = features.inheritedMethod(owner, declaration.name);
    const property = properties.get(foldName(declaration.name)) ?? features.inheritedProperty(owner, declaration.name);
    planned.push(planMethod(declaration, owner, { inherited, property }, scope));
  }
  return planned;
}

function planMethod(
  declaration: CimMethod,
  owner: PlannedClass,
  { inherited, property }: Namesakes,
  scope: Scope,
): PlannedMethod {
  const withInherited = new EffectiveQualifiers(declaration, inherited?.qualifiers ?? null);
  const isStatic = withInherited.isTrue('Static');
  // In TypeScript, a static method and an instance method with the same name do not conflict.
  const isSameSide = inherited?.isStatic === isStatic;
  const overridden = (isSameSide ? inherited : inherited?.counterpart) ?? null;
  const qualifiers =
    overridden === inherited ? withInherited : new EffectiveQualifiers(declaration, overridden?.qualifiers ?? null);
  const name = overridden?.name ?? declaration.name;
  const method: NamedMethod = { declaration, overridden, qualifiers, owner, name };
  const parameters = planParameters(method, scope);
  const result = planResult(method, scope);
  const ins = parameters.filter(({ isIn }) => isIn);
  const hasOuts = parameters.some(({ isOut }) => isOut);
  const interfaceName = (suffix: string, needed: boolean) =>
    needed ? scope.allocate(`${owner.source.name}_${name}_${suffix}`) : null;
  return {
    declaration,
    overridden,
    qualifiers,
    owner,
    name,
    member: overridden?.member ?? methodMember(name, isStatic, property),
    isStatic,
    counterpart: (isSameSide ? inherited?.counterpart : inherited) ?? null,
    parameters,
    result,
    inName: interfaceName('In', ins.length > 0),
    outName: interfaceName('Out', hasOuts),
    streamsName: interfaceName(
      'Streams',
      parameters.some(({ stream }) => stream),
    ),
    ...planArguments(ins, overridden),
  };
}

/** Whether the options of a method may stand where others have their arguments. */
function planArguments(
  ins: readonly PlannedParameter[],
  overridden: PlannedMethod | null,
): Pick<PlannedMethod, 'takesNoArguments' | 'mayLeaveArgumentsOut'> {
  const isBare = overridden?.takesNoArguments === true;
  const hadBare = isBare || overridden?.mayLeaveArgumentsOut === true;
  return {
    takesNoArguments: ins.length === 0 && (overridden === null || isBare),
    mayLeaveArgumentsOut: hadBare && ins.length > 0 && ins.every(({ required }) => !required),
  };
}

/** What else bears the name of a method: the nearest method of a superclass, and a property. */
interface Namesakes {
  readonly inherited: PlannedMethod | null;
  readonly property: PlannedProperty | null;
}

/** A method, before its parameters are planned. */
type NamedMethod = Pick<PlannedMethod, 'declaration' | 'overridden' | 'qualifiers' | 'owner' | 'name'>;

function planParameters(method: NamedMethod, scope: Scope): PlannedParameter[] {
  const planned: PlannedParameter[] = [];
  const inherited = new Map(
    method.overridden?.parameters.map((parameter) => [foldName(parameter.name), parameter] as const),
  );
  const subject = `${method.owner.source.name}.${method.name}`;
  const seen = new Set<string>();
  for (const declaration of method.declaration.parameters) {
    const isAccepted = scope.accepts('parameter', declaration.name, declaration, subject);
    if (!isAccepted || !isNew(declaration.name, seen)) continue;
    const overridden = inherited.get(foldName(declaration.name)) ?? null;
    const parameter = planParameter(declaration, overridden, method, scope);
    if (parameter.isIn || parameter.isOut) planned.push(parameter);
  }
  return planned;
}

function planParameter(
  declaration: CimParameter,
  overridden: PlannedParameter | null,
  method: NamedMethod,
  scope: Scope,
): PlannedParameter {
  const { owner } = method;
  const name = overridden?.name ?? declaration.name;
  const element = `${method.name}.${name}`;
  const qualifiers = new EffectiveQualifiers(declaration, overridden?.qualifiers ?? null);
  const type = reexpectedType(valueType(declaration, qualifiers, scope.findClass), overridden);
  const { isIn, isOut } = planDirections(declaration, qualifiers, method, scope);
  const { map, unnamed } = planValues({ declaration, qualifiers, owner, element }, type, overridden, scope);
  return {
    declaration,
    overridden,
    qualifiers,
    name,
    member: overridden?.member ?? parameterMember(name),
    type,
    map,
    unnamed,
    limits: planLimits(declaration, qualifiers, type, `${owner.source.name}.${element}`, scope),
    isIn,
    isOut,
    required: qualifiers.isTrue('Required'),
    stream: isOut && qualifiers.isTrue('Stream'),
  };
}

function planDirections(
  declaration: CimParameter,
  qualifiers: EffectiveQualifiers,
  method: NamedMethod,
  scope: Scope,
): Pick<PlannedParameter, 'isIn' | 'isOut'> {
  const { name } = declaration;
  const subject = `parameter ${name} of ${method.owner.source.name}.${method.name}`;
  const warn = (code: string, message: string) => scope.diagnostics.warn(declaration, code, `${subject} ${message}`);
  const isOut = qualifiers.isTrue('Out');
  const isIn = qualifiers.value('In') === undefined ? !isOut : qualifiers.isTrue('In');
  if (!isIn && !isOut) warn('useless-parameter', 'is neither In nor Out; it is left out');
  // In a response, the return value of the method has this name.
  const isHidden = isOut && method.declaration.returnType !== null && foldName(name) === 'returnvalue';
  if (isHidden) warn('hidden-parameter', 'has the name of the return value; it is left out of the results');
  return { isIn, isOut: isOut && !isHidden };
}

/** Among the out-parameters, `ReturnValue` is the return value of the method. */
function parameterMember(name: string): string {
  return firstFree(memberName(name, 'parameter'), (candidate) => candidate === 'ReturnValue');
}

/** The return value; null for `void`. Its qualifiers are the method's (DSP0004 5.6.3). */
function planResult(method: NamedMethod, scope: Scope): TypedElement | null {
  const { declaration, overridden, qualifiers, owner, name } = method;
  if (declaration.returnType === null) return null;
  const inherited = overridden?.result ?? null;
  const own = returnValueType(declaration.returnType, declaration, qualifiers, scope.findClass);
  const type = reexpectedType(own, inherited);
  const element = `${name}.ReturnValue`;
  const { map, unnamed } = planValues({ declaration, qualifiers, owner, element }, type, inherited, scope);
  return { type, map, unnamed };
}
