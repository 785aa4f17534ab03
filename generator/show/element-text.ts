import type {
  Documentation,
  ElementDescription,
  LimitsDescription,
  MethodDescription,
  ParameterDescription,
  PropertyDescription,
  ValuesDescription,
} from './class-description.js';
import { columns, cut, firstSentence, type Look, wrapped } from './text-layout.js';

/** How many values, and how much of each name, are shown among other elements. */
const MOST_VALUES = 8;
const LONGEST_NAME = 40;

/** A value with its name; a mask as hexadecimal digits. */
function valueCells({ flags }: ValuesDescription, { name, value }: ValuesDescription['entries'][number]) {
  const isMask = flags && typeof value === 'number' && value >= 0;
  return [isMask ? `0x${value.toString(16)}` : String(value), name === String(value) ? '' : name] as const;
}

/** The values on one line, of many the first ones: `0 Success, 2 Access Denied, … 5 more`. */
export function valuesInShort(values: ValuesDescription): string {
  const all = [...values.entries, ...values.ranges];
  const shown = all.slice(0, MOST_VALUES).map((each) => cut(valueCells(values, each).join(' ').trim(), LONGEST_NAME));
  const rest = all.length - shown.length;
  return `${shown.join(', ')}${rest > 0 ? `, … ${rest} more` : ''}`;
}

/** All values, a line each. */
export function valueLines(values: ValuesDescription, indent: number, { style }: Look): string[] {
  const { constant, flags, entries, ranges } = values;
  const kind = flags ? 'flags' : 'values';
  const title = constant === null ? `${kind} (without names):` : `${kind} (${constant}):`;
  const rows = [...entries, ...ranges].map((each) => valueCells(values, each));
  const margin = ' '.repeat(indent);
  return [`${margin}${style('dim', title)}`, ...columns(rows).map((line) => `${margin}  ${line}`)];
}

/** What is said of an element among others: the first sentence, the units, and some of the values. */
export function elementInShort(element: Documentation & ElementDescription, indent: number, look: Look): string[] {
  const { description, units, values } = element;
  const kind = values?.flags === true ? 'Flags' : 'Values';
  return [
    ...(description === null ? [] : wrapped(firstSentence(description), indent, look)),
    ...(units === null ? [] : wrapped(`Units: ${units}`, indent, look)),
    ...(values === null ? [] : wrapped(`${kind}: ${valuesInShort(values)}`, indent, look)),
  ].map((line) => look.style('dim', line));
}

/** All that the schema says about an element, which has at least a type. */
export function elementInFull(element: Documentation & ElementDescription, indent: number, look: Look): string[] {
  return [
    ...documentationLines(element, indent, look),
    ...factLines(element, indent, look),
    ...(element.values === null ? [] : valueLines(element.values, indent, look)),
  ];
}

function factLines({ units, limits, defaultValue, cimType }: ElementDescription, indent: number, look: Look): string[] {
  const measure = cimType.startsWith('string') ? 'Length' : 'Range';
  return [
    ...(units === null ? [] : [`Units: ${units}`]),
    ...(limits === null ? [] : [`${measure}: ${limitsText(limits)}`]),
    ...(defaultValue === null ? [] : [`Default: ${JSON.stringify(defaultValue)}`]),
  ].flatMap((fact) => wrapped(fact, indent, look));
}

function limitsText({ min, max }: LimitsDescription): string {
  if (min === null) return `at most ${max}`;
  return max === null ? `at least ${min}` : `${min} to ${max}`;
}

/** All that the schema says about an element in words. */
export function documentationLines(
  { description, deprecated, version }: Documentation,
  indent: number,
  look: Look,
): string[] {
  return [
    ...(description === null ? [] : wrapped(description, indent, look)),
    ...(deprecated === null
      ? []
      : wrapped(deprecation(deprecated), indent, look).map((line) => look.style('yellow', line))),
    ...(version === null ? [] : wrapped(`Version: ${version}`, indent, look)),
  ];
}

function deprecation(replacements: readonly string[]): string {
  return replacements.length === 0 ? 'Deprecated.' : `Deprecated: use ${replacements.join(', ')}.`;
}

/** A type as programs write it that import it by its name. */
export function typeText(type: string): string {
  return type.replace(/\bmi\.(?=[A-Z])/g, '');
}

/** The cells of a parameter's row: name, direction, CIM type, TypeScript type, marks. */
export function parameterCells(parameter: ParameterDescription): string[] {
  const { name, cimType, input, output, required, stream } = parameter;
  const direction = input === null ? 'out' : output === null ? 'in' : 'in, out';
  const types = [...new Set([input, output].filter((type) => type !== null))];
  const marks = marked({ required, streamed: stream, ...commonMarks(parameter) });
  return [name, direction, cimType, typeText(types.join(' → ')), marks];
}

/** The marks of a property in its row. */
export function propertyMarks(property: PropertyDescription): string {
  const { key, required, writable, inherited, from } = property;
  const own = { key, required: required && !key, writable };
  return marked({ ...own, ...commonMarks(property), [`from ${from}`]: inherited });
}

/** The marks of a method behind its name. */
export function methodMarks(method: MethodDescription): string {
  return marked({ static: method.static, ...commonMarks(method), [`from ${method.from}`]: method.inherited });
}

function commonMarks({ name, member, deprecated }: Documentation & { readonly name: string; readonly member: string }) {
  return { deprecated: deprecated !== null, [`as ${member}`]: member !== name };
}

/** The marks that hold, in their order. */
function marked(marks: Readonly<Record<string, boolean>>): string {
  const holding = Object.entries(marks).filter(([, holds]) => holds);
  return holding.map(([mark]) => mark).join(', ');
}
