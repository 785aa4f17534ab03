import { type CalledMethod, type Invocation, type InvocationPlan, startInvocation } from '../invocation.js';
import type { DeclaredTypes } from '../known-types.js';
import { didYouMean } from '../nearest-name.js';
import { type InvokeOptions, OPERATION_OPTIONS } from '../options.js';
import type { Session } from '../session.js';
import type { CimInstance } from '../values/index.js';
import { ArgumentPlace, classCall } from './class-call.js';
import type { MethodEntry } from './class-table.js';
import { methodTypes, withTypes } from './declared-types.js';
import type { Constructor, GeneratedClass, Method } from './generated-class.js';
import { formFor } from './instance-form.js';
import { inboundProperties, outboundObject, streamedItem } from './method-parameters.js';
import { knownState, placeOf, targetOf } from './object-state.js';
import type { GeneratedObject } from './types.js';

/** What a method is called on. */
interface CallTarget {
  readonly generated: GeneratedClass;
  readonly session: Session;
  readonly namespace: string;
  /** As the server named it. */
  readonly className: string;
  /** The instance with its keys; null for a static method. */
  readonly instance: (() => CimInstance) | null;
}

/** Calls an instance method. A subclass that was not generated has the methods of its superclasses too. */
export function invoke<Out, Streams = Record<never, never>>(
  self: GeneratedObject,
  method: string,
  args?: unknown,
  options?: InvokeOptions,
): Invocation<Out, Streams> {
  const state = knownState(self);
  const place = placeOf(state, method);
  const target = { ...state, instance: () => targetOf(state, place) };
  return startInvocation(state.session, ...planInvocation<Out>(target, method, args, options));
}

/**
 * Calls a static method.
 * @throws MiArgumentError at once when the session is none: no call can begin then.
 */
export function invokeStatic<Out, Streams = Record<never, never>>(
  cls: Constructor<GeneratedObject>,
  session: Session,
  method: string,
  args?: unknown,
  options?: InvokeOptions,
): Invocation<Out, Streams> {
  const { generated } = classCall(cls, session, method);
  const { namespace, name: className } = generated;
  const target = { generated, session, namespace, className, instance: null };
  return startInvocation(session, ...planInvocation<Out>(target, method, args, options));
}

/** What is the same in all calls of a method of a class. */
interface MethodPlan {
  readonly method: Method;
  readonly called: CalledMethod;
  /** The CIM names of the streamed parameters, by member. */
  readonly streams: ReadonlyMap<string, string>;
  readonly types: DeclaredTypes;
  /** The options of a call may come in the place of the arguments. */
  readonly optionsMayComeFirst: boolean;
}

const methodPlans = new WeakMap<GeneratedClass, Map<string, MethodPlan>>();

function methodPlan(generated: GeneratedClass, name: string, isStatic: boolean): MethodPlan {
  const key = isStatic ? `+${name}` : name;
  const plans = methodPlans.get(generated) ?? new Map<string, MethodPlan>();
  methodPlans.set(generated, plans);
  let plan = plans.get(key);
  if (plan === undefined) {
    const method = generated.method(name, isStatic);
    plan = {
      method,
      called: {
        className: generated.name,
        method: method.name,
        returns: method.returns?.type ?? null,
        codes: method.owner.returnMap(method.name),
      },
      streams: streamedNames(method),
      types: methodTypes(method),
      optionsMayComeFirst: generated.mayLeaveArgumentsOut(method),
    };
    plans.set(key, plan);
  }
  return plan;
}

function streamedNames({ parameters }: Method): ReadonlyMap<string, string> {
  return new Map(parameters.filter(({ streamed }) => streamed).map(({ member, name }) => [member, name]));
}

/** What is particular to a call, and its options. */
function planInvocation<Out>(
  { generated, session, namespace, className, instance }: CallTarget,
  methodName: string,
  givenFirst: unknown,
  givenSecond: InvokeOptions | undefined,
): readonly [plan: InvocationPlan<Out>, options: InvokeOptions | undefined] {
  const { method, called, streams, types, optionsMayComeFirst } = methodPlan(generated, methodName, instance === null);
  const given = { args: givenFirst, options: givenSecond };
  const { args, options } = optionsMayComeFirst ? optionsFirst(method, given) : given;
  const origin = { session, namespace };
  const place: ArgumentPlace = new ArgumentPlace(generated.name, method.name);
  const plan: InvocationPlan<Out> = {
    called,
    streams,
    refuse: (mistake) => place.refuse(mistake),
    request: async () => {
      if (optionsMayComeFirst) refuseMisspelt(method, args, place);
      return {
        kind: 'invoke',
        namespace,
        className,
        methodName: method.name,
        instance: instance?.() ?? null,
        inboundProperties: await inboundProperties(
          method,
          args,
          generated.name,
          await formFor(session, method.parameters),
        ),
      };
    },
    item: (element) => streamedItem(element, method, origin),
    outcome: (outbound, streams) => outboundObject<Out>(outbound, method, streams, origin),
  };
  return [plan, withTypes(options, types)];
}

/** What a method was called with. */
interface Call {
  readonly args: unknown;
  readonly options: InvokeOptions | undefined;
}

/**
 * Tells the arguments of a call from its options, where the options may come first: of a method without in-parameters,
 * and of one that redeclares such a method. Members that have the name of an option and not of an in-parameter are
 * options. All others are arguments, which are checked as always.
 */
export function optionsFirst({ parameters }: Pick<MethodEntry, 'parameters'>, call: Call): Call {
  const { args, options } = call;
  const isPlain = typeof args === 'object' && args !== null && !Array.isArray(args);
  if (!isPlain || options !== undefined) return call;
  const members = Object.entries(args);
  const inputs = parameters.filter((parameter) => parameter.in).map(({ member }) => member);
  const isOption = ([name]: readonly [string, unknown]) =>
    Object.hasOwn(OPERATION_OPTIONS, name) && !inputs.includes(name);
  if (!members.some(isOption)) return call;
  return {
    args: Object.fromEntries(members.filter((member) => !isOption(member))),
    options: Object.fromEntries(members.filter(isOption)),
  };
}

/**
 * Refuses what is neither an argument nor an option, of a method whose options may come first.
 * @throws MiArgumentError with the name that is probably meant.
 */
function refuseMisspelt({ parameters }: Pick<MethodEntry, 'parameters'>, args: unknown, place: ArgumentPlace): void {
  if (typeof args !== 'object' || args === null || Array.isArray(args)) return;
  const known = parameters.map(({ member }) => member);
  const inputs = parameters.filter((parameter) => parameter.in).map(({ member }) => member);
  for (const name of Object.keys(args)) {
    if (known.includes(name) || Object.hasOwn(OPERATION_OPTIONS, name)) continue;
    const help = didYouMean(name, [...inputs, ...Object.keys(OPERATION_OPTIONS)]);
    place.member(name).refuse(`is no parameter of the method, and no option${help}`);
  }
}
