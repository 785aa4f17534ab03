import type { EmbeddedForm } from '../embedded-form.js';
import type { StreamedParameters } from '../invocation.js';
import { didYouMean } from '../nearest-name.js';
import { foldName } from '../schema/index.js';
import { type CimElement, CimInstance, membersToJson } from '../values/index.js';
import { ArgumentPlace } from './class-call.js';
import { elementInput, givenArguments, outermost } from './element-input.js';
import type { DeclaredElement, Method } from './generated-class.js';
import { type Loading, whenLoaded } from './loading.js';
import { Declarations, type Members } from './member-layout.js';
import { defineMembers } from './object-state.js';
import { type Origin, typedMembers } from './results.js';

/** The folded name of what a method returns. */
const RETURN_VALUE: string = foldName('ReturnValue');

/** The class name of the instance that holds in-parameters, as MI's own clients give it. */
const PARAMETERS_CLASS = '__Parameters';

/**
 * The `inboundProperties` of `MI_Session_Invoke`: an element for each in-parameter that is given, in the order of the
 * schema; null when there are none. A promise of them where the module of a class has to be loaded first. An argument
 * that is undefined is not given. An argument that is null is an element without a value.
 *
 * @param form how the server takes embedded instances that the schema declares as strings.
 * @throws MiArgumentError when the method's schema does not allow the arguments.
 */
export function inboundProperties(
  method: Method,
  args: unknown,
  className: string,
  form: EmbeddedForm,
): CimInstance | null | Promise<CimInstance | null> {
  return whenLoaded(parametersInput(method, args, new ArgumentPlace(className, method.name), form));
}

function* parametersInput(
  method: Method,
  args: unknown,
  place: ArgumentPlace,
  form: EmbeddedForm,
): Loading<CimInstance | null> {
  const given = givenArguments(args, place);
  for (const name of given.keys()) checkName(name, method, place);
  const elements: CimElement[] = [];
  for (const parameter of method.parameters) {
    if (!parameter.in) continue;
    const at = place.member(parameter.member);
    const value = given.get(parameter.member);
    if (parameter.required && value === undefined) at.refuse('is required');
    if (parameter.required && value === null) at.refuse('must not be null');
    if (value !== undefined) elements.push(yield* elementInput(value, parameter, at, outermost(form)));
  }
  return elements.length === 0 ? null : new CimInstance(PARAMETERS_CLASS, elements);
}

function checkName(name: string, { parameters }: Method, place: ArgumentPlace): void {
  const inputs = parameters.filter((parameter) => parameter.in).map(({ member }) => member);
  if (inputs.includes(name)) return;
  const isOut = parameters.some(({ member }) => member === name);
  if (isOut) place.member(name).refuse('is an out-parameter: it takes no value');
  place.member(name).refuse(`is no parameter of the method${didYouMean(name, inputs)}`);
}

/**
 * The out-parameters of a method and the items of the streams that were not taken. A promise of them where the module
 * of a class has to be loaded first.
 * @typeParam Out what the caller takes them for.
 * @throws MiError TYPE_MISMATCH for a value that is not what the method declares.
 */
export function outboundObject<Out>(
  outbound: CimInstance,
  method: Method,
  streams: StreamedParameters,
  origin: Origin,
): Out | Promise<Out> {
  return whenLoaded(outboundFrom(outbound, method, streams, origin) as Loading<Out>);
}

function* outboundFrom(
  outbound: CimInstance,
  method: Method,
  streams: StreamedParameters,
  origin: Origin,
): Loading<object> {
  const members = yield* typedMembers(outbound.elements, outParametersOf(method), origin);
  const outcome = objectOf(members);
  for (const { member, name, streamed, type } of method.parameters) {
    const items = streamed && !members.names.includes(member) ? streams.collected(name) : null;
    if (items === null) continue;
    const collected = type === 'uint8' ? Uint8Array.from(items as readonly number[]) : items;
    defineMembers(outcome, { names: [member], values: [collected], areNew: false });
  }
  return withJson(outcome);
}

/** One item of a streamed parameter. A promise of it where the module of its class has to be loaded first. */
export function streamedItem(element: CimElement, method: Method, origin: Origin): unknown {
  return whenLoaded(streamedFrom(element, method, origin));
}

function* streamedFrom(element: CimElement, method: Method, origin: Origin): Loading<unknown> {
  const { values } = yield* typedMembers([element], streamedItemsOf(method), origin);
  return values.length === 0 ? null : values[0];
}

/**
 * The in-parameters of a method, in the form of the generated interface `…_In`: a provider receives them as a client
 * receives out-parameters.
 * @throws MiError TYPE_MISMATCH for a value that is not what the method declares.
 */
export async function inboundObject(inbound: CimInstance, method: Method, origin: Origin): Promise<object> {
  return withJson(objectOf(await whenLoaded(typedMembers(inbound.elements, inParametersOf(method), origin))));
}

function objectOf(members: Members): object {
  const object = {};
  defineMembers(object, members);
  return object;
}

const inParametersOf = perMethod(
  ({ owner, name: method, parameters }) =>
    new Declarations(`${owner.name}.${method}`, (name) =>
      parameters.find((parameter) => parameter.in && isNamed(parameter, name)),
    ),
);

const outParametersOf = perMethod(
  (method) => new Declarations(`${method.owner.name}.${method.name}`, (name) => outParameter(method, name)),
);

/** An item of an array is declared with the array. */
const streamedItemsOf = perMethod(
  (method) =>
    new Declarations(`${method.owner.name}.${method.name}`, (name) => {
      const declaration = outParameter(method, name);
      return declaration && { ...declaration, array: false };
    }),
);

/** What a method declares of a result: null for what is none, undefined for one that only the server knows. */
function outParameter({ parameters, returns }: Method, name: string): DeclaredElement | null | undefined {
  if (returns !== null && isNamed(returns, name)) return returns;
  const parameter = parameters.find((candidate) => isNamed(candidate, name));
  // Some servers echo the in-parameters. They are no results.
  if (parameter !== undefined) return parameter.out ? parameter : null;
  // A method that is void returns nothing. The MI of Windows gives `true` for it.
  return returns === null && foldName(name) === RETURN_VALUE ? null : undefined;
}

/** What is made of a method once, when it is first needed. */
function perMethod<T extends object>(make: (method: Method) => T): (method: Method) => T {
  const made = new WeakMap<Method, T>();
  return (method) => {
    const known = made.get(method) ?? make(method);
    made.set(method, known);
    return known;
  };
}

function isNamed(declaration: DeclaredElement, name: string): boolean {
  return foldName(declaration.name) === foldName(name);
}

/** JSON has no bigint: without this, an outcome with a 64-bit integer could not be logged. */
function withJson(outcome: object): object {
  if (Object.hasOwn(outcome, 'toJSON')) return outcome;
  return Object.defineProperty(outcome, 'toJSON', { value: () => membersToJson(outcome) });
}
