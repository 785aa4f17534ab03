import { MiError, MiResult } from '../errors.js';
import type { OperationRequest, SyncProtocolSession, SyncResults } from '../protocol.js';
import type { CimClass } from '../schema/index.js';
import type { CimInstance } from '../values/index.js';
import { type Address, NULL } from './abi/c-types.js';
import { OPERATION } from './abi/functions.js';
import { HANDLE } from './abi/layouts.js';
import type { NativeResult } from './callbacks.js';
import { operationError, withReturnValue } from './delivery.js';
import type { Environment } from './environment.js';
import { Block } from './memory.js';
import { check, noOperation } from './mi.js';
import type { NativeOperation } from './native-operation.js';
import { PreparedRequest, type SessionHandle } from './prepared-request.js';
import { PullCall } from './pull.js';

/**
 * Operations on the calling thread, for scripts and build steps. The thread does nothing else until an operation is
 * over. Callbacks cannot reach a thread that waits, so none are registered: MI handles prompts, errors and messages by
 * its defaults.
 */
export class SyncSession implements SyncProtocolSession {
  readonly #environment: Environment;
  readonly #session: SessionHandle;
  readonly #running: () => NativeOperation | undefined;

  /** @param running finds an operation of the session that is not over. */
  constructor(environment: Environment, session: SessionHandle, running: () => NativeOperation | undefined) {
    this.#environment = environment;
    this.#session = session;
    this.#running = running;
  }

  /**
   * Carries out a request.
   * @throws MiError when the operation fails; NOT_SUPPORTED for what might wait for ever: a subscription; the modes
   * `report` and `inquire`, which need a callback; any operation while others of the session run, whose callbacks would
   * wait for this thread.
   */
  run(request: OperationRequest): SyncResults {
    refuseDeadlock(request);
    const running = this.#running();
    if (running !== undefined) {
      const reason = `${running.subject} is not over yet`;
      throw new MiError(
        'NOT_SUPPORTED',
        `a synchronous operation cannot wait while others of its session run: ${reason}. ` +
          'Await it, or leave its loop, and then await session.idle()',
      );
    }
    const prepared = new PreparedRequest(this.#environment, request);
    try {
      return this.#run(request, prepared);
    } finally {
      prepared.release();
    }
  }

  #run(request: OperationRequest, prepared: PreparedRequest): SyncResults {
    const handle = new Block(HANDLE.size);
    prepared.start(this.#session, 0, NULL, handle.address);
    if (handle.getAddress(HANDLE.functionTable) === NULL) throw noOperation(prepared.subject);
    const functions = this.#environment.mi.handle(OPERATION, handle.address);
    try {
      const call = new PullCall(functions, handle.address, prepared.kind);
      const results = { instances: [] as CimInstance[], classes: [] as CimClass[] };
      let failure: unknown;
      let more = true;
      // All results must be drawn, whatever happens. Before that, Close would never return.
      while (more) {
        const result = call.draw();
        more = result.more;
        try {
          this.#take(request, prepared, result, results);
        } catch (error) {
          failure ??= error;
        }
      }
      if (failure !== undefined) throw failure;
      return results;
    } finally {
      check(functions.Close(handle.address), `close ${prepared.subject}`);
    }
  }

  #take(
    request: OperationRequest,
    prepared: PreparedRequest,
    result: NativeResult,
    results: { readonly instances: CimInstance[]; readonly classes: CimClass[] },
  ): void {
    if (result.code !== MiResult.OK) throw operationError(this.#environment, result, prepared.subject);
    const { object } = result;
    const { instances } = this.#environment;
    if (object === NULL) return;
    if (prepared.kind === 'class') results.classes.push(this.#class(object, request));
    else if (request.kind === 'invoke') results.instances.push(withReturnValue(instances.read(object)));
    else results.instances.push(instances.read(object));
  }

  #class(address: Address, request: OperationRequest): CimClass {
    const { cimClass, inherits } = this.#environment.classes.readResult(address, request);
    if (inherits === null) return cimClass;
    throw new MiError('NOT_SUPPORTED', `this MI does not tell what ${cimClass.name} inherits; read it with getClass`);
  }
}

function refuseDeadlock({ kind, options }: OperationRequest): void {
  if (kind === 'subscribe') throw new MiError('NOT_SUPPORTED', 'a subscription does not end: it cannot be synchronous');
  const { promptUserMode = 'ignore', writeErrorMode = 'ignore' } = options;
  if (promptUserMode !== 'ignore' || writeErrorMode !== 'ignore') {
    throw new MiError(
      'NOT_SUPPORTED',
      'a synchronous operation cannot ask or report: callbacks do not reach a thread that waits',
    );
  }
}
