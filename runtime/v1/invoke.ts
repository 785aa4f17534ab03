import { type Invocation, startInvocation } from '../invocation.js';
import type { InvokeOptions } from '../options.js';
import { noteCall } from '../return-code.js';
import type { Session } from '../session.js';
import type { CimInstance } from '../values/index.js';
import { inboundProperties } from './arguments.js';
import { calledClass } from './called-class.js';
import type { CimObject } from './cim-object.js';
import type { GeneratedClass, Method } from './generated-class.js';
import { knownState } from './object-state.js';
import { optionsFirst } from './options-first.js';
import { outboundObject, streamedItem } from './results.js';
import { targetOf } from './target.js';
import type { CimConstructor } from './types.js';

/** What a method is called on. */
interface Target {
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
  self: CimObject,
  method: string,
  args?: unknown,
  options?: InvokeOptions,
): Invocation<Out, Streams> {
  const state = knownState(self);
  return call({ ...state, instance: () => targetOf(state, method) }, method, args, options);
}

/**
 * Calls a static method.
 * @throws MiArgumentError at once when the session is none: no call can begin then.
 */
export function invokeStatic<Out, Streams = Record<never, never>>(
  cls: CimConstructor,
  session: Session,
  method: string,
  args?: unknown,
  options?: InvokeOptions,
): Invocation<Out, Streams> {
  const generated = calledClass(cls, session, method);
  const { namespace, name: className } = generated;
  return call({ generated, session, namespace, className, instance: null }, method, args, options);
}

function streamedNames({ parameters }: Method): ReadonlyMap<string, string> {
  return new Map(parameters.filter(({ streamed }) => streamed).map(({ member, name }) => [member, name]));
}

function call<Out, Streams>(
  { generated, session, namespace, className, instance }: Target,
  methodName: string,
  givenFirst: unknown,
  givenSecond: InvokeOptions | undefined,
): Invocation<Out, Streams> {
  const method = generated.method(methodName, instance === null);
  const { args, options } = optionsFirst(method, { args: givenFirst, options: givenSecond });
  const context = { owner: method.owner, session, namespace };
  const invocation = startInvocation<Out, Streams>(
    session,
    {
      streams: streamedNames(method),
      request: async () => ({
        kind: 'invoke',
        namespace,
        className,
        methodName: method.name,
        instance: instance?.() ?? null,
        inboundProperties: await inboundProperties(method, args, generated.name),
      }),
      item: (element) => streamedItem(element, method, context),
      outcome: async (outbound, streams) => (await outboundObject(outbound, method, streams, context)) as Out,
    },
    options,
  );
  const codes = method.owner.returnMap(method.name);
  noteCall(invocation, { className: generated.name, method: method.name, codes });
  return invocation;
}
