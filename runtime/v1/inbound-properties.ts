import { didYouMean } from '../nearest-name.js';
import { type CimElement, CimInstance } from '../values/index.js';
import { shown } from '../values/shown.js';
import { ArgumentPlace } from './argument-place.js';
import { elementInput } from './element-input.js';
import type { Method } from './generated-class.js';
import { type Loading, whenLoaded } from './loading.js';

/** The class name of the instance that holds in-parameters, as MI's own clients give it. */
const PARAMETERS_CLASS = '__Parameters';

/**
 * The `inboundProperties` of `MI_Session_Invoke`: an element for each in-parameter that is given, in the order of the
 * schema; null when there are none. A promise of them where the module of a class has to be loaded first. An argument
 * that is undefined is not given. An argument that is null is an element without a value.
 *
 * @throws MiArgumentError when the method's schema does not allow the arguments.
 */
export function inboundProperties(
  method: Method,
  args: unknown,
  className: string,
): CimInstance | null | Promise<CimInstance | null> {
  return whenLoaded(parametersInput(method, args, new ArgumentPlace(className, method.name)));
}

function* parametersInput(method: Method, args: unknown, place: ArgumentPlace): Loading<CimInstance | null> {
  const given = givenArguments(args, place);
  for (const name of given.keys()) checkName(name, method, place);
  const elements: CimElement[] = [];
  for (const parameter of method.parameters) {
    if (!parameter.in) continue;
    const at = place.member(parameter.member);
    const value = given.get(parameter.member);
    if (parameter.required && value === undefined) at.refuse('is required');
    if (parameter.required && value === null) at.refuse('must not be null');
    if (value !== undefined) elements.push(yield* elementInput(value, parameter, at));
  }
  return elements.length === 0 ? null : new CimInstance(PARAMETERS_CLASS, elements);
}

/**
 * The own members of an object of arguments, each read once. What a prototype holds is no argument.
 * @throws MiArgumentError when it is no object.
 */
export function givenArguments(args: unknown, place: ArgumentPlace): ReadonlyMap<string, unknown> {
  if (args === undefined) return new Map();
  if (typeof args !== 'object' || args === null || Array.isArray(args)) {
    place.refuse(`takes its arguments as one object, not as ${shown(args)}`);
  }
  return new Map(Object.entries(args));
}

function checkName(name: string, { parameters }: Method, place: ArgumentPlace): void {
  const inputs = parameters.filter((parameter) => parameter.in).map(({ member }) => member);
  if (inputs.includes(name)) return;
  const isOut = parameters.some(({ member }) => member === name);
  if (isOut) place.member(name).refuse('is an out-parameter: it takes no value');
  place.member(name).refuse(`is no parameter of the method${didYouMean(name, inputs)}`);
}
