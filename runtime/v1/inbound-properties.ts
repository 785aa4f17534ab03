import { didYouMean } from '../nearest-name.js';
import { type CimElement, CimInstance } from '../values/index.js';
import { ArgumentPlace, shown } from './argument-place.js';
import type { ParameterEntry } from './class-table.js';
import { elementInput } from './element-input.js';
import type { Method } from './generated-class.js';

/** The class name of the instance that holds in-parameters, as MI's own clients give it. */
const PARAMETERS_CLASS = '__Parameters';

/**
 * The `inboundProperties` of `MI_Session_Invoke`: an element for each in-parameter that is given, in the order of the
 * schema; null when there are none. An argument that is undefined is not given; one that is null is an element without
 * a value.
 *
 * @throws MiArgumentError when the method's schema does not allow the arguments.
 */
export async function inboundProperties(method: Method, args: unknown, className: string): Promise<CimInstance | null> {
  const place = new ArgumentPlace(className, method.name);
  const given = givenArguments(args, place);
  for (const name of given.keys()) checkName(name, method, place);
  const elements: CimElement[] = [];
  for (const parameter of method.parameters) {
    if (!parameter.in) continue;
    const at = place.member(parameter.member);
    const value = given.get(parameter.member);
    if (parameter.required && value === undefined) at.refuse('is required');
    if (parameter.required && value === null) at.refuse('must not be null');
    if (value !== undefined) elements.push(await elementInput(value, { ...parameter, owner: method.owner }, at));
  }
  return elements.length === 0 ? null : new CimInstance(PARAMETERS_CLASS, elements);
}

/** The arguments' own members, each read once. What a prototype holds is no argument. */
export function givenArguments(args: unknown, place: ArgumentPlace): ReadonlyMap<string, unknown> {
  if (args === undefined) return new Map();
  if (typeof args !== 'object' || args === null || Array.isArray(args)) {
    place.refuse(`takes its arguments as one object, not as ${shown(args)}`);
  }
  return new Map(Object.entries(args));
}

function checkName(name: string, method: Method, place: ArgumentPlace): void {
  const inputs = method.parameters.filter((parameter) => parameter.in);
  if (inputs.some(({ member }) => member === name)) return;
  const isOut = (parameter: ParameterEntry): boolean => parameter.member === name;
  if (method.parameters.some(isOut)) place.member(name).refuse('is an out-parameter: it takes no value');
  const candidates = inputs.map(({ member }) => member);
  place.member(name).refuse(`is no parameter of the method${didYouMean(name, candidates)}`);
}
