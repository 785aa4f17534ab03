import { didYouMean } from '../nearest-name.js';
import { type CimType, foldName } from '../schema/index.js';
import { CimReference } from '../values/index.js';
import { shown } from '../values/shown.js';
import {
  allOf,
  anyOf,
  comparison,
  type Expression,
  negated,
  realLiteral,
  selectStatement,
  type WqlValue,
  wqlLiteral,
  wqlName,
} from '../wql/index.js';
import type { ArgumentPlace, ClassCall } from './class-call.js';
import { isPlainObject, unknownProperty } from './element-input.js';
import { type GeneratedClass, nearestClass, type Property } from './generated-class.js';
import { Isa } from './query-types.js';
import { pathInput } from './reference-input.js';
import { type ScalarType, scalarInput } from './scalar-input.js';

/** What a query or a subscription says, unchecked. */
export interface QueryArguments {
  readonly select?: unknown;
  readonly where?: unknown;
  readonly within?: unknown;
}

/**
 * The statement that reads instances of a class, or waits for indications of it. It always selects the keys.
 * @throws MiArgumentError when the class does not allow what is asked.
 */
export function queryText(
  { select, where, within }: QueryArguments,
  { generated, place }: Pick<ClassCall, 'generated' | 'place'>,
): string {
  return selectStatement({
    properties: select === undefined ? null : selectList(select, generated, place.member('select')),
    className: generated.name,
    within: withinInput(within, place.member('within')),
    where: where === undefined ? null : whereInput(where, generated, place.member('where')),
  });
}

/** The options of the operation alone: the statement says the rest. */
export function operationOptions<T extends QueryArguments & { readonly previous?: unknown }>(
  query: T,
): Omit<T, 'select' | 'where' | 'within' | 'previous'> {
  const { select, where, within, previous, ...options } = query;
  return options;
}

/**
 * The literal of a number of seconds; null when none is given.
 * @throws MiArgumentError for anything but a positive number.
 */
export function withinInput(seconds: unknown, place: ArgumentPlace): string | null {
  if (seconds === undefined) return null;
  if (typeof seconds === 'number' && seconds > 0 && Number.isFinite(seconds)) {
    return wqlLiteral(seconds, (reason) => place.refuse(reason));
  }
  return place.refuse(`must be a positive number of seconds, not ${shown(seconds)}`);
}

function selectList(select: unknown, generated: GeneratedClass, place: ArgumentPlace): readonly string[] {
  if (!Array.isArray(select)) place.refuse(`must be an array of property names, not ${shown(select)}`);
  const names = new Set(generated.keys.map(({ name }) => name));
  select.forEach((member: unknown, index) => {
    names.add(selectedProperty(member, generated, place.item(index)).name);
  });
  return names.size > 0 ? [...names] : place.refuse(`is empty, and ${generated.name} has no keys`);
}

function selectedProperty(member: unknown, { name, members }: GeneratedClass, place: ArgumentPlace): Property {
  const found = typeof member === 'string' ? members.get(member) : undefined;
  if (found !== undefined) return found;
  const help = typeof member === 'string' ? didYouMean(member, members.keys()) : '';
  return place.refuse(`must name a property of ${name}, not ${shown(member)}${help}`);
}

/** The operators of WQL by their names in conditions. */
const OPERATORS: Readonly<Record<string, string>> = { eq: '=', ne: '<>', gt: '>', ge: '>=', lt: '<', le: '<=' };
const COMPARISONS: readonly string[] = [...Object.keys(OPERATORS), 'like', 'isNull'];

const TEXTS: readonly CimType[] = ['string', 'char16'];
const UNORDERED: readonly CimType[] = ['boolean', 'reference'];

/** The class whose properties a condition is about. */
interface Subject {
  readonly generated: GeneratedClass;
  /** What stands before the name of each property: `TargetInstance.` for those of an embedded object. */
  readonly prefix: string;
}

/** A property of the subject, and where the condition on it stands. */
interface Compared {
  readonly name: string;
  readonly property: Property;
  readonly place: ArgumentPlace;
}

/**
 * The WQL of conditions on instances of a class; null when there are none.
 * @throws MiArgumentError for an unknown property, one that WQL cannot compare, and a value of a wrong type.
 */
export function whereInput(
  where: unknown,
  generated: GeneratedClass,
  place: ArgumentPlace,
  prefix = '',
): Expression | null {
  if (!isPlainObject(where)) place.refuse(`must be an object of conditions, not ${shown(where)}`);
  const subject = { generated, prefix };
  const conditions = Object.entries(where).map(([member, value]) => {
    return memberCondition(member, value, subject, place.member(member));
  });
  return conditions.length === 0 ? null : allOf(conditions);
}

function memberCondition(member: string, value: unknown, subject: Subject, place: ArgumentPlace): Expression {
  // Without the condition, the query would find all instances.
  if (value === undefined) place.refuse('must not be undefined');
  switch (member) {
    case '$and':
      return allOf(conditionList(value, subject, place));
    case '$or':
      return anyOf(conditionList(value, subject, place));
    case '$not':
      return negated(someCondition(value, subject, place));
  }
  const { generated, prefix } = subject;
  const property = generated.members.get(member) ?? unknownProperty(member, generated, place);
  return propertyCondition(value, { name: prefix + wqlName(property.name), property, place });
}

function conditionList(value: unknown, subject: Subject, place: ArgumentPlace): readonly Expression[] {
  if (!Array.isArray(value) || value.length === 0) place.refuse('must be an array that holds conditions');
  return value.map((condition: unknown, index) => someCondition(condition, subject, place.item(index)));
}

function someCondition(value: unknown, { generated, prefix }: Subject, place: ArgumentPlace): Expression {
  return whereInput(value, generated, place, prefix) ?? place.refuse('holds no condition');
}

function propertyCondition(value: unknown, compared: Compared): Expression {
  const { property, place } = compared;
  if (property.array) place.refuse('is an array, which no query can compare');
  if (property.octets) place.refuse('is an octet string, which no query can compare');
  if (property.type === 'instance') return embeddedCondition(value, compared);
  if (!isPlainObject(value)) return compare('eq', value, compared);
  const conditions = Object.entries(value).map(([operator, operand]) => {
    return compare(operator, operand, { ...compared, place: place.member(operator) });
  });
  return conditions.length === 0 ? place.refuse('holds no comparison') : allOf(conditions);
}

/** `TargetInstance ISA 'Win32_Process' AND TargetInstance.Name = 'x'` */
function embeddedCondition(value: unknown, { name, place }: Compared): Expression {
  if (value === null) return nullTest(name, true);
  const generated = value instanceof Isa ? nearestClass(value.cls ?? null) : null;
  if (!(value instanceof Isa) || generated === null) {
    const given = shown(value instanceof Isa ? value.cls : value);
    return place.refuse(`is an embedded object: its condition is made by isa() with a generated class, not ${given}`);
  }
  return embeddedInstance(name, generated, value.where, place);
}

/** The condition that an embedded object is of a class, and has certain properties. */
export function embeddedInstance(
  name: string,
  generated: GeneratedClass,
  where: unknown,
  place: ArgumentPlace,
): Expression {
  const isOfClass = comparison(`${name} ISA '${wqlName(generated.name)}'`);
  const properties = whereInput(where, generated, place, `${name}.`);
  return properties === null ? isOfClass : allOf([isOfClass, properties]);
}

function compare(operator: string, operand: unknown, { name, property, place }: Compared): Expression {
  switch (operator) {
    case 'isNull':
      return nullTest(name, scalarInput(operand, 'boolean', place) as boolean);
    case 'like':
      if (!TEXTS.includes(property.type)) place.refuse(`compares strings, not ${property.type}`);
      return comparison(`${name} LIKE ${literal(operand, 'string', place)}`);
    case 'eq':
    case 'ne':
      if (operand === null) return nullTest(name, operator === 'eq');
      break;
    default:
      if (!Object.hasOwn(OPERATORS, operator)) place.refuse(`is no comparison${didYouMean(operator, COMPARISONS)}`);
      if (UNORDERED.includes(property.type)) place.refuse(`compares what has an order, not ${property.type}`);
  }
  const value =
    property.type === 'reference' ? pathLiteral(operand, property, place) : literal(operand, property.type, place);
  return comparison(`${name} ${OPERATORS[operator]} ${value}`);
}

function nullTest(name: string, isNull: boolean): Expression {
  return comparison(`${name} IS ${isNull ? '' : 'NOT '}NULL`);
}

function literal(value: unknown, type: CimType, place: ArgumentPlace): string {
  const refuse = (reason: string): never => place.refuse(reason);
  const scalar = scalarInput(value, type as ScalarType, place);
  const isReal = type === 'real32' || type === 'real64';
  return isReal ? realLiteral(scalar as number, refuse) : wqlLiteral(scalar as WqlValue, refuse);
}

/**
 * The path of an object as a literal. WMI's users write it without a namespace where that is the one of the query.
 * @throws MiArgumentError when it is no path, or one of another class.
 */
function pathLiteral(value: unknown, property: Property, place: ArgumentPlace): string {
  const { className, owner } = property;
  const path = pathInput(value, property, place);
  const named = owner.find(path.namespace ?? owner.namespace, path.className);
  if (className !== null && named?.isA(className) === false) {
    place.refuse(`must refer to an instance of ${className}, and ${named.name} is not derived from it`);
  }
  const isHere = path.namespace !== null && foldName(path.namespace) === foldName(owner.namespace);
  const shortest = isHere ? new CimReference(path.className, path.keys) : path;
  return wqlLiteral(shortest, (reason) => place.refuse(reason));
}
