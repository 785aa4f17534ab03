import type { PlannedClass, PlannedMethod, ValueType } from './planned.js';

/** What decides whether a member of an object type is assignable to another. */
interface Member {
  readonly name: string;
  readonly type: ValueType;
  readonly optional: boolean;
  readonly nullable: boolean;
}

/** True when a class is a subtype in TypeScript: a subclass, with no detached class between the two. */
export function isSubtype(planned: PlannedClass, superclass: PlannedClass): boolean {
  let link: PlannedClass | null = planned;
  while (link !== null && link !== superclass && link.detached === null) link = link.superclass;
  return link === superclass;
}

/** True when values of both types have the same kind of TypeScript type, whatever their classes. */
export function sameShape(a: ValueType, b: ValueType): boolean {
  return a.kind === b.kind && a.list === b.list;
}

/**
 * True when TypeScript lets one method override the other. It compares parameters in both directions, results in one.
 */
export function mayOverride(method: PlannedMethod, overridden: PlannedMethod): boolean {
  return (
    mayTakeOther(method, overridden) &&
    isAssignable(outMembers(method), outMembers(overridden)) &&
    sameStreams(method, overridden)
  );
}

/** True when neither the method nor any that it redeclares has in-parameters. It can take its options first then. */
export function takesNoArguments({ inName, overridden }: PlannedMethod): boolean {
  return inName === null && (overridden === null || takesNoArguments(overridden));
}

function mayTakeOther(method: PlannedMethod, overridden: PlannedMethod): boolean {
  const own = inMembers(method);
  // The first argument may be the options, which no other type of arguments accepts.
  if (takesNoArguments(overridden)) return own.length === 0;
  const inherited = inMembers(overridden);
  return isAssignable(own, inherited) || isAssignable(inherited, own);
}

function isAssignable(source: readonly Member[], target: readonly Member[]): boolean {
  const names = new Map(source.map((member) => [member.name, member]));
  const fits = target.every((wanted) => {
    const member = names.get(wanted.name);
    return member === undefined ? wanted.optional : isMemberAssignable(member, wanted);
  });
  // When all members are optional, TypeScript requires at least one in common.
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
