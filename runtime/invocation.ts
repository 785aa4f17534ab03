import { withCallers } from './caller-stack.js';
import { MiMethodError } from './errors.js';
import type { Operation, OperationSource } from './operation.js';
import { optionMistake } from './option-checks.js';
import { OPERATION_OPTIONS, type OperationOptions } from './options.js';
import type { RequestBody } from './protocol.js';
import { LazyResults, ResultStream, type Results } from './result-stream.js';
import { type CimType, foldName, isIntegerType } from './schema/index.js';
import { type ValueMap, valueName } from './value-map.js';
import { type CimElement, CimInstance, type CimScalar } from './values/index.js';
import { shown } from './values/shown.js';

/** The outcome of a method that returns a code. */
interface WithReturnCode {
  readonly ReturnValue: number | bigint | null;
}

/**
 * A method call that is running: a promise of its outcome, the out-parameters and the return value.
 *
 * A streamed parameter is collected and stands in the outcome as an array, unless {@link stream} takes it. Nothing
 * waits for a stream that nobody takes.
 */
export interface Invocation<Out, Streams = Record<never, never>> extends Promise<Out> {
  /**
   * Takes a streamed parameter: its items one by one, beginning with those that have come already. The outcome does not
   * hold it then.
   *
   * From now on the call waits for the loop over the stream. So loop before you await the outcome, and loop over
   * several streams at the same time, since their items come mixed. Leaving the loop drops the items that follow and
   * lets the method go on. A failure of the call ends the loop, and need not be handled at the promise as well.
   * @throws TypeError when the method has no such streamed parameter, or it has been taken before.
   */
  stream<N extends keyof Streams & string>(name: N): Results<Streams[N]>;
  /** Cancels the call, which then rejects with an `AbortError`. Does nothing when the call is over. */
  cancel(): void;
  /**
   * Waits for a method that returns a code, and rejects unless the code means success. A method that gives no code has
   * not failed.
   *
   * @param accepted the codes that mean success, such as `[0, 4096]` when a job may have been started; 0 by default.
   * @returns the outcome.
   * @throws MiMethodError for any other code, documented or not; TypeError for a method that returns something else
   * than a code; and whatever the call itself fails with.
   */
  expectSuccess(this: Invocation<WithReturnCode, Streams>, accepted?: readonly ReturnCode<Out>[]): Promise<Out>;
}

/**
 * The same as {@link Invocation.expectSuccess}, as a function.
 * @throws TypeError for an awaited outcome: it does not tell which method was called.
 */
export async function expectSuccess<Out extends WithReturnCode, Streams>(
  call: Invocation<Out, Streams>,
  accepted?: readonly ReturnCode<Out>[],
): Promise<Out> {
  if (typeof call?.expectSuccess !== 'function') throw notACall();
  return call.expectSuccess(accepted);
}

/** The codes that mean success by default. */
const SUCCESS: readonly unknown[] = [0, 0n];

/** What is particular to one method call. */
export interface InvocationPlan<Out> {
  /** The method of the generated class that is called; null for a call without one. */
  readonly called: CalledMethod | null;
  /** The CIM names of the streamed parameters, by member; null when they are not known. */
  readonly streams: ReadonlyMap<string, string> | null;
  /** @throws MiArgumentError or TypeError always: what the call fails with when its options are wrong. */
  refuse(mistake: string): never;
  /** The request. When it fails, so does the call, and nothing is sent. */
  request(): RequestBody | Promise<RequestBody>;
  /** One item of a streamed parameter, as the caller wants it. */
  item(element: CimElement): unknown;
  /** The outcome of the call. */
  outcome(outbound: CimInstance, streams: StreamedParameters): Out | Promise<Out>;
}

/** Starts a method call. Never throws: a failure is the invocation's. */
export function startInvocation<Out, Streams>(
  session: OperationSource,
  plan: InvocationPlan<Out>,
  options?: OperationOptions,
): Invocation<Out, Streams> {
  const streams = new StreamedParameters(plan.streams);
  let outbound = new CimInstance('__Parameters', []);
  let previous: Promise<unknown> = Promise.resolve();
  const mistake = optionMistake(options, OPERATION_OPTIONS);
  const operation = session.prepare(
    {
      instance: received,
      // A method that streams nothing needs no callback of MI.
      ...(plan.streams?.size === 0 ? {} : { streamed }),
    },
    mistake === null ? options : {},
  );
  return new PendingInvocation(operation, plan.called, streams, run());

  async function received(instance: CimInstance): Promise<void> {
    outbound = instance;
    const whole = instance.elements.filter(({ name, value }) => value !== null && streams.has(name));
    if (whole.length === 0) return;
    const others = instance.elements.filter((element) => !whole.includes(element));
    outbound = new CimInstance(instance.className, others, instance.namespace);
    // A server that streams nothing, as OMI over WS-Management, gives all items at once.
    for (const { name, type, value } of whole) {
      const items = Array.isArray(value) || value instanceof Uint8Array ? Array.from<CimScalar | null>(value) : [value];
      for (const item of items) await streamed({ name, type, array: false, value: item });
    }
  }

  function streamed(element: CimElement): Promise<void> {
    // One after another, since some items wait for the module of their class.
    const item = previous.then(() => plan.item(element));
    previous = item;
    return item.then((ready) => streams.push(element.name, ready));
  }

  async function run(): Promise<Out> {
    try {
      if (mistake !== null) plan.refuse(mistake);
      operation.start(await plan.request());
    } catch (error) {
      operation.cancel(error);
    }
    try {
      await operation.result;
    } catch (error) {
      throw withCallers(error);
    }
    return plan.outcome(outbound, streams);
  }
}

class PendingInvocation<Out, Streams> implements Invocation<Out, Streams> {
  readonly [Symbol.toStringTag]: string = 'Invocation';
  readonly #operation: Operation;
  readonly #called: CalledMethod | null;
  readonly #streams: StreamedParameters;
  readonly #outcome: Promise<Out>;

  constructor(operation: Operation, called: CalledMethod | null, streams: StreamedParameters, outcome: Promise<Out>) {
    this.#operation = operation;
    this.#called = called;
    this.#streams = streams;
    this.#outcome = outcome;
  }

  stream<N extends keyof Streams & string>(name: N): Results<Streams[N]> {
    const stream = this.#streams.take(name, this.#operation) as ResultStream<Streams[N]>;
    // The loop over the stream fails with the call: that handles the failure.
    this.#outcome.catch(() => {});
    return new LazyResults(() => stream);
  }

  cancel(): void {
    this.#operation.cancel(new DOMException('The invocation was cancelled', 'AbortError'));
  }

  async expectSuccess(accepted?: readonly ReturnCode<Out>[]): Promise<Out> {
    if (this.#called === null) throw notACall();
    if (accepted !== undefined && !Array.isArray(accepted)) {
      this.#outcome.catch(() => {});
      throw new TypeError(`expectSuccess takes the codes that mean success as an array, not as ${shown(accepted)}`);
    }
    const { className, method, returns } = this.#called;
    if (returns !== null && !isIntegerType(returns)) {
      this.#outcome.catch(() => {});
      const reason = `it returns no code, but a value of type ${returns}: await the call itself`;
      throw new TypeError(`expectSuccess is not for ${className}.${method}: ${reason}`);
    }
    const outcome = await this.#outcome;
    checkReturnCode(outcome, this.#called, accepted ?? SUCCESS);
    return outcome;
  }

  // biome-ignore lint/suspicious/noThenProperty: an invocation is a promise.
  then<A = Out, B = never>(
    onFulfilled?: ((outcome: Out) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#outcome.then(onFulfilled, onRejected);
  }

  catch<B = never>(onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<Out | B> {
    return this.#outcome.catch(onRejected);
  }

  finally(onFinally?: (() => void) | null): Promise<Out> {
    return this.#outcome.finally(onFinally);
  }
}

function notACall(): TypeError {
  return new TypeError('not a call of a generated method: expectSuccess takes the call itself');
}

/** The streamed parameters of one method call. Their items are collected unless they are taken. */
export class StreamedParameters {
  readonly #names: ReadonlyMap<string, string> | null;
  readonly #collected = new Map<string, unknown[]>();
  readonly #taken = new Map<string, ResultStream<unknown>>();

  /** @param names the CIM names of the parameters, by member; null when they are not known. */
  constructor(names: ReadonlyMap<string, string> | null) {
    this.#names = names;
  }

  /** Adds an item. A promise that comes back holds the producer until there is room. */
  push(name: string, item: unknown): void | Promise<void> {
    const key = foldName(name);
    const stream = this.#taken.get(key);
    if (stream !== undefined) return stream.push(item);
    const items = this.#collected.get(key);
    if (items === undefined) this.#collected.set(key, [item]);
    else items.push(item);
  }

  /**
   * The items of a parameter, beginning with those that have come already. They end as the operation does.
   * @throws TypeError when there is no such parameter, or it has been taken before.
   */
  take(member: string, operation: Operation): ResultStream<unknown> {
    const name = this.#names === null ? member : this.#names.get(member);
    if (name === undefined) throw new TypeError(`the method streams no parameter "${member}"`);
    const key = foldName(name);
    if (this.#taken.has(key)) throw new TypeError(`the stream "${member}" has been taken before`);
    const stream = ResultStream.of(operation, this.#collected.get(key) ?? []);
    this.#collected.delete(key);
    this.#taken.set(key, stream);
    return stream;
  }

  /** Whether a result is a streamed parameter: one that is known, or taken. */
  has(name: string): boolean {
    const key = foldName(name);
    return this.#taken.has(key) || [...(this.#names?.values() ?? [])].some((known) => foldName(known) === key);
  }

  /** The items of a parameter that has not been taken; null when it has. */
  collected(name: string): readonly unknown[] | null {
    const key = foldName(name);
    return this.#taken.has(key) ? null : (this.#collected.get(key) ?? []);
  }
}

/** The method of a generated class that is called. */
export interface CalledMethod {
  readonly className: string;
  readonly method: string;
  /** The type of what it returns; null for `void`. */
  readonly returns: CimType | null;
  /** The names that the schema gives to return values; null where it gives none. */
  readonly codes: ValueMap | null;
}

/** The type of a method's return code; never for a method that returns none. */
export type ReturnCode<Out> = Out extends { readonly ReturnValue: infer Code } ? NonNullable<Code> : never;

/**
 * Refuses an outcome whose code means failure. One without a code passes: nothing says that the method failed.
 * @param accepted the codes that mean success.
 * @throws MiMethodError for any other code.
 */
export function checkReturnCode(
  outcome: unknown,
  { className, method, codes }: Omit<CalledMethod, 'returns'>,
  accepted: readonly unknown[],
): void {
  if (typeof outcome !== 'object' || outcome === null || !('ReturnValue' in outcome)) return;
  const { ReturnValue: code } = outcome;
  if ((typeof code !== 'number' && typeof code !== 'bigint') || accepted.includes(code)) return;
  throw new MiMethodError({ className, method }, code, codes === null ? null : valueName(codes, code), outcome);
}
