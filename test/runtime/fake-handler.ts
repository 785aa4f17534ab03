import type {
  OperationRequest,
  OperationSink,
  ProtocolHandler,
  ProtocolOperation,
  ProtocolSession,
} from '../../runtime/handler/index.js';
import {
  type CimElement,
  CimInstance,
  type CimValue,
  initialize,
  type MiError,
  type Session,
  type SessionOptions,
} from '../../runtime/index.js';
import type { CimType } from '../../runtime/schema/index.js';

/** What an operation does; it is over when the promise is settled, with the error that came back, if any. */
export type Script = (
  sink: OperationSink,
  request: OperationRequest,
  signal: AbortSignal,
) => Promise<MiError | null> | MiError | null;

/** A handler that records what it is asked, and does what a script says. */
export class FakeHandler implements ProtocolHandler {
  /** What happened, in order: `open`, `start invoke`, `cancel invoke`, `done invoke`, `close session`, `close`. */
  readonly log: string[] = [];
  readonly requests: OperationRequest[] = [];
  readonly sessionOptions: SessionOptions[] = [];
  script: Script;

  constructor(script: Script = () => null) {
    this.script = script;
  }

  async newSession(options: SessionOptions): Promise<ProtocolSession> {
    this.log.push('open');
    this.sessionOptions.push(options);
    return {
      start: (request, sink) => this.#start(request, sink),
      close: async () => void this.log.push('close session'),
    };
  }

  async close(): Promise<void> {
    this.log.push('close');
  }

  #start(request: OperationRequest, sink: OperationSink): ProtocolOperation {
    this.log.push(`start ${request.kind}`);
    // The types that generated code declares are named by a symbol, and no part of what is asked.
    this.requests.push({ ...request, options: Object.fromEntries(Object.entries(request.options)) });
    const controller = new AbortController();
    const run = async (): Promise<void> => {
      await null;
      const error = await this.script(sink, request, controller.signal);
      this.log.push(`done ${request.kind}`);
      sink.done(error);
    };
    void run();
    return {
      cancel: () => {
        this.log.push(`cancel ${request.kind}`);
        controller.abort();
      },
    };
  }
}

/** A session with a handler that follows the script. */
export async function fakeSession(
  script?: Script,
  options: SessionOptions = {},
): Promise<{ session: Session; handler: FakeHandler }> {
  const handler = new FakeHandler(script);
  const application = await initialize({ handler });
  return { session: await application.newSession(options), handler };
}

/** Answers every invoke with these out-parameters. */
export function answering(elements: readonly CimElement[]): Script {
  return async (sink) => {
    await sink.instanceResult(new CimInstance('__Parameters', elements));
    return null;
  };
}

/** Settles when the signal is aborted. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve());
  });
}

/** An element of an instance; an array where the value is one. */
export function element(name: string, type: CimType, value: CimValue, array: boolean = isArray(value)): CimElement {
  return { name, type, array, value };
}

/** The same as a key. */
export function key(name: string, type: CimType, value: CimValue): CimElement {
  return { ...element(name, type, value), key: true };
}

function isArray(value: CimValue): boolean {
  return Array.isArray(value) || value instanceof Uint8Array;
}
