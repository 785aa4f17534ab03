import type { Operation, RequestBody } from './operation.js';
import type { OperationOptions } from './options.js';
import type { Session } from './session.js';
import { StreamedParameters } from './streamed-parameters.js';
import { type CimElement, CimInstance } from './values/index.js';

/**
 * A method call under way: a promise of what the method gives out.
 *
 * A streamed parameter is collected and stands in the outcome as an array, unless {@link stream} takes it. Nothing
 * waits for a stream that nobody takes.
 */
export interface Invocation<Out, Streams = Record<never, never>> extends Promise<Out> {
  /**
   * Takes a streamed parameter: its items one by one, those that have come already first. It is not in the outcome
   * then. From now on the call waits for the loop over the stream, so loop before you await the outcome; and over
   * several streams at the same time, since their items come mixed. Leaving the loop drops the items that follow and lets the method go on. A failure of the call ends the loop, and need not be
   * handled at the promise as well.
   * @throws TypeError when the method has no such streamed parameter, or it has been taken before.
   */
  stream<N extends keyof Streams & string>(name: N): AsyncIterable<Streams[N]>;
  /** Cancels the call, which then rejects with an `AbortError`. Does nothing when it is over. */
  cancel(): void;
}

/** What is particular to one method call. */
export interface InvocationPlan<Out> {
  /** The CIM names of the streamed parameters there are, by member; null when they are not known. */
  readonly streams: ReadonlyMap<string, string> | null;
  /** The request. A failure is the call's, and nothing is sent. */
  request(): RequestBody | Promise<RequestBody>;
  /** One item of a streamed parameter, as the caller wants it. */
  item(element: CimElement): unknown;
  outcome(outbound: CimInstance, streams: StreamedParameters): Out | Promise<Out>;
}

/** Starts a method call. Never throws: a failure is the invocation's. */
export function startInvocation<Out, Streams>(
  session: Session,
  plan: InvocationPlan<Out>,
  options?: OperationOptions,
): Invocation<Out, Streams> {
  const streams = new StreamedParameters(plan.streams);
  let outbound = new CimInstance('__Parameters', []);
  let previous: Promise<unknown> = Promise.resolve();
  const operation = session.prepare(
    {
      instance: (instance) => {
        outbound = instance;
      },
      streamed: (element) => {
        // One after another: some items wait for the module of their class.
        const item = previous.then(() => plan.item(element));
        previous = item;
        return item.then((ready) => streams.push(element.name, ready));
      },
    },
    options,
  );
  return new PendingInvocation(operation, streams, run());

  async function run(): Promise<Out> {
    try {
      session.start(operation, await plan.request());
    } catch (error) {
      operation.cancel(error);
    }
    await operation.result;
    return plan.outcome(outbound, streams);
  }
}

class PendingInvocation<Out, Streams> implements Invocation<Out, Streams> {
  readonly [Symbol.toStringTag]: string = 'Invocation';
  readonly #operation: Operation;
  readonly #streams: StreamedParameters;
  readonly #outcome: Promise<Out>;

  constructor(operation: Operation, streams: StreamedParameters, outcome: Promise<Out>) {
    this.#operation = operation;
    this.#streams = streams;
    this.#outcome = outcome;
  }

  stream<N extends keyof Streams & string>(name: N): AsyncIterable<Streams[N]> {
    const stream = this.#streams.take(name, this.#operation) as AsyncIterable<Streams[N]>;
    // The loop over the stream fails with the call: that handles it.
    this.#outcome.catch(() => {});
    return stream;
  }

  cancel(): void {
    this.#operation.cancel(new DOMException('The invocation was cancelled', 'AbortError'));
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
