import type { PlannedClass, PlannedMethod, ValueType } from './planned.js';

/** A member of an object type, with what decides about assignability. */
interface Member {
  readonly name: string;
  readonly type: ValueType;
  readonly optional: boolean;
  readonly nullable: boolean;
}

/**
 * True when TypeScript accepts a class as a subtype of another: it derives from it, with no detached class in between.
 */
export function isSubtype(subclass: PlannedClass, superclass: PlannedClass): boolean {
  let link: PlannedClass | null = subclass;
  while (link !== null && link !== superclass && link.detached === null) link = link.superclass;
  return link === superclass;
}

/** True when values of a type look like those of another in TypeScript, whatever their classes. */
export function sameShape(type: ValueType, other: ValueType): boolean {
  const isNarrower = type.type === 'datetime' && other.kind === 'datetime';
  return (type.kind === other.kind || isNarrower) && type.list === other.list;
}

/** True when TypeScript lets one method override the other: parameters compare both ways, results one way. */
export function mayOverride(method: PlannedMethod, overridden: PlannedMethod): boolean {
  return (
    mayTakeOther(method, overridden) &&
    isAssignable(outMembers(method), outMembers(overridden)) &&
    sameStreams(method, overridden)
  );
}

function mayTakeOther(method: PlannedMethod, overridden: PlannedMethod): boolean {
  const own = inMembers(method);
  if (overridden.takesNoArguments) return own.every(({ optional }) => optional);
  const inherited = inMembers(overridden);
  return takesSameClasses(own, inherited) && (isAssignable(own, inherited) || isAssignable(inherited, own));
}

/**
 * True when embedded instances are of the same classes. What can be given for one is an object or its values, down to
 * any depth. Of classes that embed each other, TypeScript cannot say whether the values of one are those of another.
 */
function takesSameClasses(own: readonly Member[], inherited: readonly Member[]): boolean {
  const classes = new Map(inherited.map(({ name, type }) => [name, type.target]));
  return own.every(({ name, type }) => {
    return type.kind !== 'instance' || !classes.has(name) || classes.get(name) === type.target;
  });
}

function isAssignable(source: readonly Member[], target: readonly Member[]): boolean {
  const names = new Map(source.map((member) => [member.name, member]));
  const fits = target.every((wanted) => {
    const member = names.get(wanted.name);
    return member === undefined ? wanted.optional : isMemberAssignable(member, wanted);
  });
  // Where all members are optional, TypeScript requires at least one in common.
  const isWeak = target.length > 0 && target.every((member) => member.optional);
  return fits && (!isWeak || source.length === 0 || target.some((member) => names.has(member.name)));
}

function isMemberAssignable(source: Member, target: Member): boolean {
  if ((source.optional && !target.optional) || (source.nullable && !target.nullable)) return false;
  return isTypeAssignable(source.type, target.type);
}

function isTypeAssignable(source: ValueType, target: ValueType): boolean {
  if (!sameShape(source, target)) return false;
  if (target.target === null) return true;
  return source.target !== null && isSubtype(source.target, target.target);
}

function inMembers(method: PlannedMethod): Member[] {
  return method.parameters
    .filter((parameter) => parameter.isIn)
    .map(({ member, type, required }) => ({ name: member, type, optional: !required, nullable: !required }));
}

function outMembers(method: PlannedMethod): Member[] {
  const members = method.parameters
    .filter((parameter) => parameter.isOut)
    .map(({ member, type, required, stream }) => ({ name: member, type, optional: stream, nullable: !required }));
  if (method.result !== null) {
    members.push({ name: 'ReturnValue', type: method.result.type, optional: false, nullable: true });
  }
  return members;
}

function sameStreams(method: PlannedMethod, overridden: PlannedMethod): boolean {
  const names = ({ parameters }: PlannedMethod) =>
    parameters.filter((parameter) => parameter.stream).map((parameter) => parameter.member);
  return names(method).toSorted().join() === names(overridden).toSorted().join();
}
